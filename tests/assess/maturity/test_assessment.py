import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.maturity import assess_maturity
from pmobook.inputs.pool import POOL_COLUMNS
from pmobook.record.tables import TABLES

RATINGS = {"planning": [2, 4], "reporting": [1, 1], "budgets": [4, 4]}


def bytes_of(assessment, folder):
    """Return every recorded table as the bytes of a file."""
    folder.mkdir(exist_ok=True)
    written = {}
    for name, table in assessment.tables.items():
        table.to_parquet(folder / name)
        written[name] = (folder / name).read_bytes()
    return written


def test_the_same_question_gives_the_same_tables_byte_by_byte(ask, assess, see, tmp_path):
    more = {
        "practices": [see("budgets", level) for level in (1, 2, 3)],
        "rules": ("weighted_mean", "ladder"),
        "roles": ("Executive", "PMO"),
        "days_per_week": 3,
    }
    ratings = {one: [1, 2, 3, 4, 5, 3] for one in RATINGS}
    first, second = (bytes_of(assess(ratings, **more), tmp_path / name) for name in ("first", "second"))
    assert first == second


answers = st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=6)


@settings(deadline=None, max_examples=6)
@given(st.fixed_dictionaries({"planning": answers, "reporting": answers, "budgets": answers}), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_table(ask, method, ratings, random):
    question = ask(ratings, roles=("Executive", "PMO", "Sponsor"))
    rows = question.responses
    shuffled = rows.sample(frac=1, random_state=random.randrange(1000)) if len(rows) else rows
    one, other = (assess_maturity(each, method.maturity) for each in (question, replace(question, responses=shuffled)))
    assert all(table.equals(other.tables[name]) for name, table in one.tables.items())


def test_every_table_is_one_that_is_recorded(assess):
    keys = {"quarter", "business_unit", "run_id"}
    for name, table in assess(RATINGS).tables.items():
        recorded = [column.name for column in TABLES[name].columns if column.name not in keys]
        assert list(table.columns) == recorded, name


def test_the_answers_before_are_scored_by_the_chosen_rule_and_instrument_only(assess, row):
    earlier = assess(
        RATINGS, earlier={"planning": [1], "reporting": [1], "budgets": [3]}, rules=("weighted_mean", "ladder")
    ).earlier_scores
    assert earlier["area_id"].tolist() == ["delivery", "money", "overall"]
    assert row(earlier, area_id="money")["score"] == 3
    assert row(earlier, area_id="overall")["level"] == 2


def test_without_answers_before_there_are_no_earlier_scores(assess):
    nothing = assess(RATINGS).earlier_scores
    assert nothing.empty
    assert list(nothing.columns) == ["area_id", "score", "level"]
    assert assess(RATINGS, earlier={}).earlier_scores["score"].isna().all()


@pytest.mark.parametrize(("expires", "score"), [(dt.date(2026, 8, 15), 5), (dt.date(2026, 6, 30), 5 / 3)])
def test_evidence_that_has_expired_since_still_counts_for_the_quarter_before(ask, method, see, cases, row, expires, score):
    question = ask(instrument="appraisal", practices=[see("budgets", level) for level in range(1, 6)])
    evidence = cases.fill_form("evidence", [{"evidence_id": "e1", "title": "Minutes", "expires": expires}])
    before = {"responses": question.responses, "practices": question.practices, "evidence": evidence}
    asked = replace(question, earlier=before, earlier_quarter="2026Q2", evidence=evidence)
    got = assess_maturity(asked, method.maturity)
    assert row(got.earlier_scores, area_id="money")["score"] == pytest.approx(score)
    assert row(got.area_scores, area_id="money")["score"] == pytest.approx(5 / 3)


def pool_of(*scores, area="money", **other):
    row = {"model_id": "small", "model_version": "1", "rule": "weighted_mean", "instrument": "survey", "sector": "retail",
           "size": "large", "quarter": "2026Q3", "area_id": area}  # fmt: skip
    rows = [{**row, "contribution_id": f"other{place}", "score": score, **other} for place, score in enumerate(scores)]
    return pd.DataFrame(rows, columns=list(POOL_COLUMNS)).astype(POOL_COLUMNS)


def test_scores_by_the_chosen_rule_are_compared_with_those_of_the_same_model_and_sector(assess, row):
    got = assess(RATINGS, pool=pool_of(1, 2, 3, 4, 5), sector="retail", rules=("weighted_mean", "ladder")).comparison
    assert got.areas["area_id"].tolist() == ["delivery", "money", "overall"]
    money = row(got.areas, area_id="money")
    assert (money["score"], money["median"], money["organisations"], money["group"]) == (4, 3, 5, "sector")
    assert math.isnan(row(got.areas, area_id="delivery")["median"])


@pytest.mark.parametrize("other", [{"model_version": "2"}, {"rule": "ladder"}, {"instrument": "appraisal"}])
def test_what_was_scored_otherwise_is_compared_with_nothing(assess, row, other):
    money = row(assess(RATINGS, pool=pool_of(1, 2, 3, 4, 5, **other)).comparison.areas, area_id="money")
    assert math.isnan(money["median"])


def test_what_is_not_assessed_is_compared_with_nothing(assess, row):
    money = row(assess({"planning": [3]}, pool=pool_of(1, 2, 3, 4, 5)).comparison.areas, area_id="money")
    assert math.isnan(money["share_below"])


def test_workings_share_the_weight_of_an_area_among_what_is_assessed(assess, row):
    got = assess({"planning": [2], "budgets": [4]})
    planning, reporting = (row(got.workings, capability_id=one) for one in ("planning", "reporting"))
    assert (planning["weight_share"], planning["contribution"], planning["weight"]) == (1, 2, 1)
    assert math.isnan(reporting["weight_share"])
    assert math.isnan(reporting["contribution"])


def test_the_rule_that_is_chosen_is_named(assess):
    assert assess(RATINGS, rule="ladder").chosen_rule == "ladder"
