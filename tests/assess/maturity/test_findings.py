"""Each kind of finding comes at its boundary and not before."""

from dataclasses import replace

import pandas as pd
import pytest

from pmobook.assess.findings import findings_table
from pmobook.assess.maturity.findings import maturity_findings, maturity_headline
from pmobook.assess.maturity.plan import Plan
from pmobook.assess.maturity.sureness import Sureness
from pmobook.assess.tables import AGREEMENT, PERCEPTION_GAPS, build

RATINGS = {"planning": [3, 3], "reporting": [3, 3], "budgets": [4, 4]}


@pytest.fixture(scope="module")
def settled(assess):
    """Everything at its target, with nothing to find."""
    return assess(RATINGS)


@pytest.fixture(scope="module")
def found(method):
    """Return id to finding of an assessment, with some of its parts replaced."""

    def run(assessment, **parts):
        given = {
            "capability_scores": assessment.capability_scores, "area_scores": assessment.area_scores,
            "sureness": assessment.sureness, "coverage": assessment.coverage, "plan": assessment.plan, **parts,
        }  # fmt: skip
        every = list(maturity_findings(assessment.question, **given, limits=method.maturity))
        findings_table("10_maturity", every)  # refuses an id that stands twice
        return {one.finding_id: one for one in every}

    return run


def changed(table, place, **values):
    """Return a table with other values in the rows of one capability or area."""
    column = "capability_id" if "capability_id" in table else "area_id"
    rows = table[column] == place
    return table.assign(**{name: table[name].mask(rows, value) for name, value in values.items()})


def test_where_all_is_well_there_is_nothing_to_say(settled, found):
    assert found(settled) == {}


@pytest.mark.parametrize(("instrument", "form"), [("survey", "responses"), ("appraisal", "practices")])
def test_a_form_that_was_not_handed_in_is_the_only_finding(assess, found, instrument, form):
    (only,) = found(assess(instrument=instrument)).values()
    assert (only.finding_id, only.severity, only.owner) == (f"{form}_missing", "watch", "Head of Retail PMO")
    assert only.sentence == f"Maturity is not assessed: the form {form} was not handed in."


@pytest.mark.parametrize(("gap", "severity"), [(-0.1, None), (0.0, None), (0.001, "watch"), (0.99, "watch"), (1.0, "act")])
def test_an_area_below_target_is_watched_and_from_a_whole_level_on_asks_for_action(settled, found, gap, severity):
    areas = changed(settled.area_scores, "delivery", gap=gap, target=3 + gap)
    one = found(settled, area_scores=areas).get("below_target:delivery")
    assert (one.severity if one else None) == severity
    if one:
        assert one.subject == "delivery"
        assert one.weight == gap


@pytest.mark.parametrize(("target", "severity"), [(1.0, "act"), (0.95, "watch")])
def test_under_a_share_rule_a_level_is_its_share_of_the_way(assess, found, target, severity):
    """Money stands at 0.8 of 1: a fifth below is one level of five."""
    got = assess(
        {"planning": [3], "reporting": [3], "budgets": [4]}, targets={"money": 5 * target}, rule="service_sophistication"
    )
    assert found(got)["below_target:money"].severity == severity


def test_the_widest_gap_comes_first(assess):
    got = assess({"planning": [1], "reporting": [1], "budgets": [2]}, targets={"delivery": 3, "money": 5})
    assert got.findings["finding_id"].tolist()[:2] == ["below_target:money", "below_target:delivery"]


def test_an_area_of_which_nothing_is_assessed_is_named_and_not_called_below_target(assess, found):
    got = found(assess({"planning": [3], "reporting": [3]}))
    assert got["not_assessed:money"].sentence == "Money is not assessed: none of its capabilities has enough ratings."
    assert not any(one.startswith("below_target:money") for one in got)


@pytest.mark.parametrize(("ratings", "severity"), [({"reporting": [3]}, "note"), ({"planning": [3]}, "watch")])
def test_an_area_assessed_in_part_is_noted_and_watched_where_too_little_is(assess, found, ratings, severity):
    """Reporting has three quarters of the weight of delivery, planning one."""
    one = found(assess({**ratings, "budgets": [4]}))["partly_assessed:delivery"]
    assert one.severity == severity
    assert one.sentence.startswith("Delivery rests on 1 of 2 capabilities; not assessed: ")


def test_an_interval_that_says_nothing_is_named_with_its_ends(assess, found, see_levels):
    practices = [*see_levels("planning", ["full"] * 5), *see_levels("reporting", ["full", "full"]),
                 *see_levels("budgets", ["full"] * 5)]  # fmt: skip
    got = found(assess(practices=practices, instrument="appraisal", rule="ladder", not_assessed="interval"))
    assert got["not_assessed:delivery"].sentence == ("Delivery can be anything from 2.0 to 5.0: too much of it is not assessed.")


@pytest.mark.parametrize(("probability", "is_told"), [(0.79, True), (0.8, False), (1.0, False), (float("nan"), False)])
def test_a_level_that_other_respondents_might_not_confirm_is_not_sure(settled, found, probability, is_told):
    got = found(settled, area_scores=changed(settled.area_scores, "overall", probability=probability))
    assert ("level_unsure" in got) == is_told
    if is_told:
        assert got["level_unsure"].sentence.startswith("Level 3 overall is not sure:")
        assert got["level_unsure"].sentence.endswith("with a probability of 79%.")


def test_a_level_that_is_not_stated_is_not_called_unsure(settled, found):
    areas = changed(settled.area_scores, "overall", probability=0.1)
    areas["level"] = areas["level"].mask(areas["area_id"] == "overall", pd.NA)
    assert "level_unsure" not in found(settled, area_scores=areas)


def agreement_of(value, low=float("nan"), high=float("nan"), area_id="overall", statistic="krippendorff_alpha"):
    row = {"area_id": area_id, "statistic": statistic, "value": value, "low": low, "high": high, "raters": 5, "items": 3,
           "note": ""}  # fmt: skip
    return Sureness(agreement=build([row], AGREEMENT))


@pytest.mark.parametrize(("value", "is_told"), [(0.6669, True), (0.667, False), (-0.2, True), (float("nan"), False)])
def test_little_agreement_of_the_raters_overall_is_told(settled, found, value, is_told):
    assert ("agreement_low" in found(settled, sureness=agreement_of(value))) == is_told


def test_agreement_is_told_with_its_interval_and_only_by_alpha_overall(settled, found):
    got = found(settled, sureness=agreement_of(0.5, 0.25, 0.7))
    assert got["agreement_low"].sentence == (
        "Raters see the same practices differently (agreement 0.50, 0.25 to 0.70; 1 is full agreement, 0 no more than chance): "
        "talk before deciding."
    )
    assert found(settled, sureness=agreement_of(0.1, area_id="money")) == {}
    assert found(settled, sureness=agreement_of(0.1, statistic="icc_2_1")) == {}


def gap_of(gap, low, high, capability=""):
    row = {"area_id": "overall", "capability_id": capability, "perspective": "executive", "gap": gap, "low": low,
           "high": high, "raters": 5, "raters_of_pmo": 5, "note": ""}  # fmt: skip
    return Sureness(perception_gaps=build([row], PERCEPTION_GAPS))


@pytest.mark.parametrize(
    ("gap", "low", "high", "is_told"),
    [(0.5, 0.1, 0.9, True), (0.49, 0.1, 0.9, False), (0.5, 0.0, 1.0, False), (0.5, -0.1, 1.1, False),
     (-0.5, -0.9, -0.1, True), (0.5, float("nan"), float("nan"), False)],
)  # fmt: skip
def test_a_group_that_sees_another_pmo_is_named_if_that_is_sure(settled, found, gap, low, high, is_told):
    assert ("perception_gap:executive" in found(settled, sureness=gap_of(gap, low, high))) == is_told


def test_a_perception_gap_says_in_which_direction_with_its_smaller_end_first(settled, found):
    up = found(settled, sureness=gap_of(1.0, 0.5, 1.5))["perception_gap:executive"].sentence
    down = found(settled, sureness=gap_of(-1.0, -1.5, -0.5))["perception_gap:executive"].sentence
    assert up.startswith("Executives rate the PMO 1.0 levels higher than it rates itself (0.5 to 1.5):")
    assert down.startswith("Executives rate the PMO 1.0 levels lower than it rates itself (0.5 to 1.5):")


def test_the_gap_of_a_single_capability_is_no_finding(settled, found):
    assert found(settled, sureness=gap_of(2.0, 1.0, 3.0, capability="budgets")) == {}


@pytest.mark.parametrize(("evidence", "is_told"), [(3.01, False), (3.0, True), (float("nan"), False), (5.0, False)])
def test_ratings_a_level_above_what_practices_bear_are_told(settled, found, evidence, is_told):
    """Budgets are rated 4."""
    got = found(settled, capability_scores=changed(settled.capability_scores, "budgets", evidence_rating=evidence))
    assert ("self_over_evidence" in got) == is_told
    if is_told:
        assert got["self_over_evidence"].sentence == (
            "1 capability rated at least 1.0 level above what the findings on practices bear: Budgets."
        )


@pytest.mark.parametrize(("not_counted", "capped", "ids"), [
    (0, 0, set()), (1, 0, {"findings_not_counted"}), (0, 1, {"evidence_missing"}),
])  # fmt: skip
def test_findings_that_do_not_count_or_count_for_less_are_told(settled, found, not_counted, capped, ids):
    coverage = replace(settled.coverage, findings=4, not_counted=not_counted, capped=capped)
    assert set(found(settled, coverage=coverage)) == ids


def test_how_many_drafts_are_left_out_is_said(assess, see, texts):
    rows = [see("budgets", 1), see("budgets", 2, status="draft"), see("budgets", 3, status="returned")]
    got = texts(assess(practices=rows, instrument="appraisal", counted="submitted"))
    assert got["findings_not_counted"] == ("2 of 3 findings on practices are not counted, because only submitted findings are.")
    assert "findings_not_counted" not in texts(assess(practices=rows, instrument="appraisal", counted="all"))


@pytest.mark.parametrize(("counts", "is_told"), [("required", True), ("advisory", False)])
def test_missing_evidence_is_said_where_it_caps(assess, see, texts, counts, is_told):
    rows = [see("budgets", 1), see("budgets", 2, evidence_ids=None)]
    got = texts(assess(practices=rows, instrument="appraisal", evidence_counts=counts))
    assert ("evidence_missing" in got) == is_told
    if is_told:
        assert got["evidence_missing"].startswith("1 of 2 findings on practices count as partly met only")


def test_the_plan_is_a_finding_if_there_is_something_to_do(settled, assess, found):
    assert "plan" not in found(settled)
    behind = assess({**RATINGS, "budgets": [3]})
    assert found(behind)["plan"].sentence == behind.plan.sentence


@pytest.mark.parametrize(("levels", "is_told"), [(0, False), (1, True)])
def test_what_to_find_out_first_is_told_if_it_could_move_the_level_of_the_whole(settled, found, levels, is_told):
    questions = pd.DataFrame({"overall_levels": [levels], "sentence": ["Is planning done?"]})
    got = found(settled, plan=Plan(questions=questions))
    assert ("next_question" in got) == is_told
    if is_told:
        assert got["next_question"].sentence == "Is planning done?"


def test_straight_lining_is_told_with_what_it_changes(assess, texts):
    capabilities = {f"capability_{place}": 1 for place in range(6)}
    ratings = {one: [5, place % 2 + 1] for place, one in enumerate(capabilities)}
    got = texts(assess(ratings, areas={"delivery": (1, capabilities)}))
    assert got["straight_lining"] == (
        "1 person of 2 gave the same rating to everything; without them the score overall would be 1.5 instead of 3.3."
    )
    alike = texts(assess({one: [2] for one in capabilities}, areas={"delivery": (1, capabilities)}))
    assert alike["straight_lining"].endswith("without them nothing would be assessed.")
    few = texts(assess(dict(list(ratings.items())[:4]), areas={"delivery": (1, capabilities)}))
    assert "straight_lining" not in few


def test_every_finding_has_an_id_of_its_own_and_the_lead_as_owner(assess, see):
    rows = [see("budgets", 1), see("budgets", 2, status="draft"), see("planning", 1, evidence_ids=None)]
    ratings = {"planning": [1, 5, 2, 4, 1, 5], "reporting": [1, 5, 2, 4, 5, 5], "budgets": [5] * 6}
    for instrument in ("survey", "appraisal"):
        got = assess(ratings, practices=rows, instrument=instrument, counted="submitted", roles=("Executive",) * 3).findings
        assert len(got) > 3
        assert got["finding_id"].is_unique
        assert set(got["owner"]) == {"Head of Retail PMO"}
        assert got["sort"].tolist() == list(range(len(got)))


def test_a_business_unit_without_a_lead_has_findings_without_an_owner(assess, unit):
    got = assess({"budgets": [1]}, unit=replace_lead(unit))
    assert set(got.findings["owner"]) == {""}


def replace_lead(unit):
    return unit.model_copy(update={"lead": None})


@pytest.mark.parametrize(
    ("ratings", "targets", "headline"),
    [
        (RATINGS, {"delivery": 3, "money": 4}, "Retail meets its maturity target in 2 of 2 focus areas"),
        (RATINGS, {"delivery": 3.1, "money": 4}, "Retail meets its maturity target in 1 of 2 focus areas"),
        (RATINGS, {}, "Retail is assessed in 2 of 2 focus areas; no targets are set"),
        ({"budgets": [4]}, {"delivery": 3}, "Retail is not assessed far enough to compare any focus area with its target"),
        ({}, {"delivery": 3}, "Maturity of Retail is not assessed: the form responses was not handed in"),
    ],
)
def test_the_headline_counts_areas_that_meet_their_target_and_says_what_is_missing(assess, ratings, targets, headline):
    got = assess(ratings, targets=targets)
    assert got.headline == headline == maturity_headline(got.question, got.area_scores)
