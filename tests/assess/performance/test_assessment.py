import json

import pandas as pd
import pytest

from pmobook.assess.performance import NELSON_RULES, Charting, assess_measures
from pmobook.errors import PmobookError
from pmobook.vocabulary import Quarter


@pytest.fixture(scope="session")
def assess(fill, method, unit):
    """Assess measures (id to changes of a plain measure) with values (id to a list, the last of September 2026)."""

    def run(measures, values):
        plain = {
            "title": "Calls answered",
            "goal_id": "G1",
            "owner": "Head of Service",
            "unit_of_measure": "percent",
            "better": "higher",
            "target": 85,
        }
        months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:21]
        rows = [
            {"measure_id": name, "period": period, "value": value, "claim": "Improved."}
            for name, given in values.items()
            for period, value in zip(months[len(months) - len(given) :], given, strict=True)
        ]
        return assess_measures(
            fill("measures", [{"measure_id": name, **plain, "title": name.upper(), **more} for name, more in measures.items()]),
            fill("measure_values", rows).assign(reported_in="2026Q3"),
            Quarter.parse("2026Q3"),
            method.measures,
            unit,
        )

    return run


def status(assessment, measure_id):
    rows = assessment.measure_status
    (row,) = rows[rows["measure_id"] == measure_id].to_dict(orient="records")
    return row


def told(assessment):
    rows = assessment.findings
    return {one["finding_id"]: (one["severity"], one["sentence"]) for one in rows.to_dict(orient="records")}


def test_a_measure_is_shown_with_its_value_change_trend_and_history(assess):
    row = status(assess({"m": {}}, {"m": [78, 79, 80, 81, 82, 83, 86]}), "m")
    assert (row["status"], row["value"], row["previous_value"], row["change"], row["trend"]) == ("met", 86, 83, 3, "improving")
    assert json.loads(row["history"])[-1] == ["2026-09", 86]
    assert (row["period"], row["values"], row["claim"]) == ("2026-09", 7, "Improved.")


def test_a_missed_target_asks_for_action_unless_it_is_improving(assess):
    got = assess({"m": {}, "n": {}, "o": {}}, {"m": [82, 81, 80, 79, 78, 77, 70], "n": [56, 58, 60, 62, 64, 66, 70], "o": [50]})
    missed = "stands at 70 (percent), against a target of at least 85"
    assert told(got)["target_missed:m"] == ("act", f"'M' {missed}, and is getting worse.")
    assert told(got)["target_missed:n"] == ("watch", f"'N' {missed}, though it is improving.")
    assert told(got)["target_missed:o"] == ("act", "'O' stands at 50 (percent), against a target of at least 85.")


def test_a_measure_to_lower_misses_a_target_of_at_most(assess):
    got = assess({"m": {"better": "lower", "target": 3, "unit_of_measure": "percent of material"}}, {"m": [4.2894]})
    assert told(got)["target_missed:m"][1] == "'M' stands at 4.29 (percent of material), against a target of at most 3."


def test_a_met_target_that_is_getting_worse_is_watched(assess):
    got = assess({"m": {}}, {"m": [98, 97, 96, 95, 94, 93, 88]})
    sentence = "'M' is getting worse: it stands at 88 (percent) and still meets its target of at least 85."
    assert told(got)["measure_worsening:m"] == ("watch", sentence)


def test_a_near_target_says_on_which_side_and_is_watched_when_getting_worse(assess):
    lower = {"better": "lower", "tolerance": 3}
    got = assess(
        {"m": {"tolerance": 3}, "n": lower, "o": {"tolerance": 3}}, {"m": [83], "n": [87], "o": [98, 97, 96, 95, 94, 93, 84]}
    )
    said = told(got)
    assert said["target_near:m"] == (
        "note",
        "'M' stands at 83 (percent), just below its target of at least 85 and within tolerance.",
    )
    assert said["target_near:n"] == (
        "note",
        "'N' stands at 87 (percent), just above its target of at most 85 and within tolerance.",
    )
    sentence = "'O' is getting worse: it stands at 84 (percent), just below its target of at least 85."
    assert said["measure_worsening:o"] == ("watch", sentence)


def test_a_value_just_short_of_its_target_does_not_read_as_the_target(assess):
    got = assess({"m": {}}, {"m": [84.98]})
    assert told(got)["target_missed:m"][1] == "'M' stands at 84.98 (percent), against a target of at least 85."


def test_a_measure_without_target_still_says_where_it_stands(assess):
    said = told(assess({"m": {"target": None}}, {"m": [98, 97, 96, 95, 94, 93, 84]}))
    assert said["measure_without_target:m"][1] == "'M' stands at 84 (percent) and has no target, so nobody is held to it."
    assert said["measure_worsening:m"][1] == "'M' is getting worse: it stands at 84 (percent)."


def test_a_unit_of_measure_stays_text_on_one_line(assess):
    hostile = {"unit_of_measure": "<b>per\ncent</b> \u202e{0} %s"}
    assert told(assess({"m": hostile}, {"m": [50]}))["target_missed:m"][1] == (
        "'M' stands at 50 (<b>per cent</b> {0} %s), against a target of at least 85."
    )


def test_what_is_missing_of_a_measure_is_a_finding(assess):
    got = assess({"m": {"owner": None, "target": None, "target_not_assessed": "under review"}, "n": {}}, {"m": [80]})
    assert told(got)["measure_without_owner:m"] == ("watch", "The measure 'M' has no owner.")
    assert told(got)["measure_without_target:m"][1] == "'M' stands at 80 (percent) and has no target, so nobody is held to it."
    assert told(got)["measure_not_assessed:n"][1] == "'N' is not assessed: no value was handed in."
    assert status(got, "m")["note"] == "not judged: no target (under review)"
    assert got.headline == ("No measure of Retail is held against a target; 1 measure without a target; 1 measure not assessed")


def test_only_measures_with_target_and_value_count_as_targets(assess):
    one = assess({"m": {}, "n": {"target": None}}, {"m": [90], "n": [90]})
    assert one.headline == "Retail meets 1 of 1 target; 1 measure without a target"
    more = assess({"m": {}, "n": {"target": None}, "o": {}, "p": {}, "q": {"target": None}}, {"m": [90], "n": [90], "o": [10]})
    assert more.headline == "Retail meets 1 of 2 targets; 2 measures without a target; 1 measure not assessed"
    assert assess({"m": {}}, {"m": [90]}).headline == "Retail meets 1 of 1 target"


def test_without_the_form_one_finding_says_so(assess):
    got = assess({}, {})
    assert got.measure_status.empty
    assert told(got) == {
        "measures_missing": ("watch", "Performance against targets is not assessed: the form measures was not handed in.")
    }
    assert "the form measures was not handed in" in got.headline


def test_without_any_values_one_finding_says_so_instead_of_one_for_each_measure(assess):
    got = assess({"m": {}, "n": {}}, {})
    assert list(told(got)) == ["measure_values_missing"]
    assert got.points.empty
    assert set(got.measure_status["status"]) == {"not assessed"}
    assert got.measure_status["trend"].isna().all()


FIRST_MONTH_OF_21 = "2025-01"


def test_fewer_than_seven_values_have_limits_but_no_signal_and_say_so(assess):
    row = status(assess({"m": {}}, {"m": [80, 81, 82, 83, 84, 95]}), "m")
    assert (row["trend"], row["variation"], row["assurance"], row["signals"]) == (
        "too few values",
        "not assessed",
        "not assessed",
        "",
    )
    assert row["is_trial"] is True
    assert row["lower"] < row["centre"] < row["upper"]


def test_a_measure_that_varies_by_chance_is_steady_and_hit_and_miss(assess):
    row = status(assess({"m": {}}, {"m": [84, 86] * 8}), "m")
    assert (row["trend"], row["variation"], row["assurance"], row["is_trial"]) == ("steady", "common", "hit and miss", False)
    assert row["probability_of_target"] == pytest.approx(0.5)
    assert row["direction"] == ""


def test_a_signal_says_its_direction_and_its_rules(assess):
    row = status(assess({"m": {"better": "lower"}}, {"m": [*[84, 86] * 7, 99]}), "m")
    assert (row["variation"], row["direction"], row["signals"]) == ("worsening", "higher", "a value beyond a limit")


def test_a_claim_without_a_signal_is_named(assess):
    sentence = "The owner of 'M' writes 'Improved.', and the values show no signal of it: they vary as before."
    assert told(assess({"m": {"target": 80}}, {"m": [84, 86] * 8}))["claim_without_signal:m"] == ("watch", sentence)


def test_a_claim_that_the_values_contradict_asks_for_action(assess):
    said = told(assess({"m": {"target": 60}}, {"m": [*[84, 86] * 7, 70]}))
    sentence = "The owner of 'M' writes 'Improved.', and the values signal the opposite: worsening (a value beyond a limit)."
    assert said["claim_contradicted:m"] == ("act", sentence)
    assert "claim_without_signal:m" not in said


def test_a_claim_that_a_value_of_the_quarter_bears_out_is_not_named(assess):
    said = told(assess({"m": {"target": 60}}, {"m": [*[84, 86] * 7, 99, 85, 85]}))
    assert not [name for name in said if name.startswith("claim")]


def test_a_claim_on_too_few_values_is_not_judged(assess):
    assert not [name for name in told(assess({"m": {}}, {"m": [84, 86] * 3})) if name.startswith("claim")]


@pytest.fixture(scope="session")
def assess_rows(fill, method, unit):
    """Assess one measure with (period, value, more of its row) as reported; and with earlier definitions."""

    def run(*rows, definitions=None, charting=None, **measure):
        plain = {"measure_id": "m", "title": "Calls", "goal_id": "G1", "owner": "Head", "unit_of_measure": "percent",
                 "better": "higher", "target": 85, **measure}  # fmt: skip
        values = [
            {
                "measure_id": "m",
                "period": period,
                "value": value,
                **{key: one for key, one in more.items() if key != "reported_in"},
            }
            for period, value, more in rows
        ]
        packs = [more.get("reported_in", "2026Q3") for _, _, more in rows]
        before = None
        if definitions is not None:
            before = fill("measures", [{**plain, **one} for _, one in definitions]).assign(
                reported_in=[pack for pack, _ in definitions]
            )
        return assess_measures(
            fill("measures", [plain]),
            fill("measure_values", values).assign(reported_in=packs),
            Quarter.parse("2026Q3"),
            method.measures,
            unit,
            definitions=before,
            **({} if charting is None else {"charting": charting}),
        )

    return run


def months(values, first=FIRST_MONTH_OF_21, **more):
    year, month = int(first[:4]), int(first[5:])
    places = range(month - 1, month - 1 + len(values))
    return [(f"{year + place // 12}-{place % 12 + 1:02d}", value, more) for place, value in zip(places, values, strict=True)]


def test_a_signal_that_the_owner_does_not_speak_of_is_named(assess_rows):
    worse = told(assess_rows(*months([*[84, 86] * 10, 70]), target=60))
    sentence = "'Calls' signals that it is getting worse (a value beyond a limit), and its owner says nothing about it."
    assert worse["signal_without_claim:m"] == ("note", sentence)
    better = told(assess_rows(*months([*[84, 86] * 10, 99]), target=60))
    assert better["gains_without_claim"] == (
        "note",
        "1 measure signals an improvement that its owner does not speak of: Calls.",
    )
    spoken = [*months([84, 86] * 10), ("2026-09", 70, {"claim": "As expected."})]
    assert told(assess_rows(*spoken, target=60))["signal_without_claim:m"][1].endswith("and its owner writes 'As expected.'.")


def test_a_measure_without_a_goal_is_named(assess_rows):
    sentence = "'Calls' serves no goal: nothing says what it is measured for."
    assert told(assess_rows(*months([90], "2026-09"), goal_id=None))["measure_without_goal:m"] == ("watch", sentence)


def test_limits_start_afresh_at_a_declared_change(assess_rows):
    rows = [*months([70, 72] * 6), ("2026-01", 90, {"change": "New rota"}), *months([92, 90, 92, 90, 92, 90, 92, 90], "2026-02")]
    got = assess_rows(*rows)
    row = status(got, "m")
    assert (row["centre"], row["rebased_at"], row["variation"]) == (pytest.approx(818 / 9), "2026-01", "common")
    assert "limits start afresh in January 2026: New rota" in row["note"]
    assert got.points.loc[got.points["change"] != "", "period"].tolist() == ["2026-01"]
    assert got.workings["points"].tolist() == [9]


def test_without_the_declared_change_the_same_values_are_a_signal(assess_rows):
    assert status(assess_rows(*months([70, 72] * 6 + [90, 92, 90, 92, 90, 92, 90, 92, 90])), "m")["variation"] == "improving"


def test_a_measure_that_follows_the_seasons_is_judged_without_them(assess_rows):
    year = [0, 3, 8, 4, 1, -2, -6, -9, -5, -1, 2, 5]
    values = [85 + one + (0.2 if place % 2 else -0.2) for place, one in enumerate(year * 3)]
    row = status(assess_rows(*months(values, "2023-10")), "m")
    assert row["seasonal"] is True
    assert row["upper"] - row["lower"] < 4
    assert "judged without its season, from 3 years" in row["note"]
    assert row["variation"] == "common"


def test_the_chance_of_the_years_target_counts_the_season_of_its_last_month(assess_rows):
    """The season adds 8 in December, the third month of its year from October, and takes 9 in May."""
    year = [0, 3, 8, 4, 1, -2, -6, -9, -5, -1, 2, 5]
    values = [85 + one + (0.2 if place % 2 else -0.2) for place, one in enumerate(year * 3)]
    december = status(assess_rows(*months(values, "2023-10"), target=92), "m")["probability_of_target"]
    may = status(assess_rows(*months(values, "2023-10"), target=92, charting=Charting(year_starts=6)), "m")[
        "probability_of_target"
    ]
    assert december > 0.95
    assert may < 0.01


def test_in_the_years_last_month_the_target_is_met_or_not(assess_rows):
    ends_in_september = Charting(year_starts=10)
    met = assess_rows(*months([84, 86] * 10 + [85]), charting=ends_in_september)
    missed = assess_rows(*months([84, 86] * 10 + [84]), charting=ends_in_september)
    assert status(met, "m")["probability_of_target"] == 1
    assert status(missed, "m")["probability_of_target"] == 0


def test_a_value_a_year_has_no_course_within_the_year(assess_rows):
    row = status(assess_rows(("FY2025/26", 84, {})), "m")
    assert pd.isna(row["probability_of_target"])
    assert "the year's target not assessed: a value of a whole year has no course within the year" in row["note"]


def test_a_target_met_by_luck_is_not_likely_to_last(assess_rows):
    got = told(assess_rows(*months([78, 82] * 10 + [86])))
    severity, sentence = got["target_unlikely:m"]
    assert severity == "watch"
    assert sentence.startswith("'Calls' is not likely to be at its target when the year ends: ")


def test_a_missed_target_out_of_reach_of_chance_says_so(assess_rows):
    said = told(assess_rows(*months([70, 72] * 10 + [71])))
    assert said["target_missed:m"][1].endswith("against a target of at least 85. As it runs, chance alone won't bring it there.")


def test_a_period_twice_in_one_pack_with_different_values_is_named(assess_rows):
    said = told(assess_rows(("2026-08", 80, {}), ("2026-08", 90, {}), ("2026-09", 88, {})))
    sentence = "'Calls' stands twice in one pack with different values, of which the last counts: August 2026 from 80 to 90."
    assert said["measure_repeated:m"] == ("watch", sentence)


def test_a_value_restated_in_a_later_pack_is_named(assess_rows):
    said = told(assess_rows(("2026-06", 80, {"reported_in": "2026Q2"}), ("2026-06", 82, {}), ("2026-09", 88, {})))
    sentence = "'Calls' was restated after it was first reported: June 2026 from 80 to 82."
    assert said["measure_restated:m"] == ("note", sentence)


def test_gaps_are_named_once_they_are_a_tenth_of_the_periods(assess_rows):
    rows = [row for row in months([84, 86] * 10 + [85]) if row[0] not in ("2026-02", "2026-05")]
    assert "measure_gaps:m" not in told(assess_rows(*rows))
    rows = [row for row in rows if row[0] != "2026-06"]
    sentence = "'Calls' has no value for 3 of the 21 months since January 2025: February 2026, May 2026 and June 2026."
    assert told(assess_rows(*rows))["measure_gaps:m"] == ("watch", sentence)


def test_a_changed_unit_of_measure_is_named_and_values_before_it_are_left_out(assess_rows):
    rows = [*months([7, 8, 7], "2026-04", reported_in="2026Q2"), *months([84, 86, 90], "2026-07")]
    got = assess_rows(*rows, definitions=[("2026Q2", {"unit_of_measure": "calls of ten"}), ("2026Q3", {})])
    sentence = (
        "'Calls' was counted in calls of ten up to 2026Q2 and is counted in percent since 2026Q3: values reported before that "
        "are left out."
    )
    assert told(got)["measure_unit_changed:m"] == ("watch", sentence)
    assert status(got, "m")["values"] == 3


def test_a_changed_direction_asks_for_a_check(assess_rows):
    got = assess_rows(*months([84], "2026-09"), definitions=[("2026Q2", {"better": "lower"}), ("2026Q3", {})])
    severity, sentence = told(got)["measure_direction_changed:m"]
    assert severity == "act"
    assert "lower was better up to 2026Q2 and higher is better since 2026Q3" in sentence


@pytest.mark.parametrize("target", [850, -5])
def test_a_target_that_no_percentage_can_have_is_named(assess_rows, target):
    severity, sentence = told(assess_rows(*months([84], "2026-09"), target=target))["target_out_of_range:m"]
    assert severity == "act"
    assert "percent, and no value can be: correct it." in sentence


def test_a_percentage_that_does_exceed_100_may_have_a_target_above_it(assess_rows):
    assert "target_out_of_range:m" not in told(assess_rows(*months([104, 120], "2026-08"), target=110))


def test_a_target_that_was_never_in_play_is_named_as_perhaps_the_wrong_way_round(assess_rows):
    """Lower is better and the target lies far above anything ever measured."""
    said = told(assess_rows(*months([10, 11] * 10 + [10]), better="lower", target=85))
    severity, sentence = said["target_never_in_play:m"]
    assert severity == "watch"
    assert sentence.endswith("either the target asks for nothing, or lower is not what is better.")
    assert "target_never_in_play:m" not in told(assess_rows(*months([84, 86] * 10 + [85]), target=80))


@pytest.mark.parametrize(("slip", "written"), [(8500, "8,500"), (0, "0"), (-84, "\N{MINUS SIGN}84")])
def test_a_slipped_decimal_a_lone_zero_and_a_lone_minus_are_named(assess_rows, slip, written):
    said = told(assess_rows(*months([84, 86] * 5 + [slip] + [84, 86] * 5)))
    sentence = f"'Calls' has values unlike all others, which may be slips of the pen: November 2025 {written}."
    assert said["measure_out_of_scale:m"] == ("watch", sentence)


@pytest.mark.parametrize("values", [[0, 1, 2, 0, 3, 1, 0] * 3, [-3, 4, -2, 5, 0, -4, 1] * 3, [1, 2, 4, 3, 5, 9, 2] * 3])
def test_small_counts_and_values_around_zero_are_no_slips(assess_rows, values):
    assert "measure_out_of_scale:m" not in told(assess_rows(*months(values)))


def test_a_target_of_zero_and_values_of_zero_are_judged(assess_rows):
    got = assess_rows(*months([0] * 21), better="lower", target=0)
    row = status(got, "m")
    assert (row["status"], row["variation"], row["assurance"], row["probability_of_target"]) == (
        "met",
        "common",
        "consistently passes",
        1,
    )


def test_nelsons_rules_are_an_option(assess_rows):
    values = months([84, 86] * 10 + [84])
    assert status(assess_rows(*values), "m")["variation"] == "common"
    got = assess_rows(*values, charting=Charting(rules="nelson"))
    assert "14 or more in a row that go up and down in turn" in status(got, "m")["signals"]
    assert (status(got, "m")["variation"], got.rules) == ("changed", NELSON_RULES)
    assert "14 or more in a row that go up and down in turn" in got.trend_rule


def test_a_year_that_starts_in_no_month_is_refused():
    with pytest.raises(PmobookError, match="year_starts: found 13, expected a month, 1 to 12"):
        Charting(year_starts=13)


def test_measures_keep_their_order_and_each_its_own_values(assess):
    got = assess({"b": {}, "a": {}, "c": {}}, {"a": [70, 72] * 8, "b": [84, 86] * 8})
    rows = got.measure_status
    assert rows["measure_id"].tolist() == ["b", "a", "c"]
    assert rows["centre"].tolist()[:2] == [85, 71]
    assert pd.isna(rows["centre"].tolist()[2])
    assert got.points.groupby("measure_id")["value"].mean().to_dict() == {"a": 71, "b": 85}
