import datetime as dt

import pytest

from pmobook.assess.portfolio.exposures import exposure_by_choice, exposure_by_project

RISKS = [
    ("K1", "A", 1.0, 3, 3, 3, None), ("K2", "B", 1.0, 2, 2, 2, None), ("K3", "C", None, 1, 1, 1, None),
    ("K4", None, 1.0, 5, 5, 5, None),
]  # fmt: skip
CAREFUL = {"budget": 20, "risk_tolerance": {"amount": 9, "dated": dt.date(2026, 7, 1), "set_by": "Board"}}


def test_choices_stand_side_by_side_with_their_share_of_the_tolerance(assessed):
    """5 is lost in any case, A and B lose 5 at present: 10 of 9; the best choice within it loses 5 and 2, 7 of 9."""
    rows = exposure_by_choice(assessed(unit=CAREFUL, risks=RISKS).judged)
    named = rows.loc[rows["budget"].isna()].set_index("choice")
    assert named["share"].to_dict() == pytest.approx(
        {"The present choice": 10 / 9, "The best choice": 7 / 9, "The best choice if risk limited nothing": 10 / 9}
    )
    assert named["breach_probability"].tolist() == [1.0, 0.0, 1.0]
    assert rows.loc[rows["budget"].notna(), "in_bad_cases"].max() <= 9 + 1e-9


def test_where_there_is_no_best_choice_the_present_one_stands_alone(assessed):
    rows = exposure_by_choice(assessed(unit={**CAREFUL, "budget": 0.5}, risks=RISKS).judged)
    assert rows.loc[rows["budget"].isna(), "choice"].tolist() == ["The present choice"]


def test_projects_come_by_their_loss_and_what_is_not_known_is_missing_and_last(assessed):
    rows = exposure_by_project(assessed(unit=CAREFUL, risks=RISKS).judged)
    assert list(rows["project_id"][:2]) == ["A", "B"]
    known = rows.set_index("project_id")
    assert known.loc["A", "mean"] == pytest.approx(3)
    assert known.loc[["C", "D"], "mean"].isna().all()
    assert known.loc["C", "note"] == "1 without an estimate"
    assert known.loc["D", "note"] == "no risk handed in"


def test_a_loss_known_in_part_is_at_least_what_is_stated(assessed):
    rows = exposure_by_project(assessed(unit=CAREFUL, risks=[*RISKS, ("K5", "A", None, 1, 1, 1, None)]).judged)
    assert rows.set_index("project_id").loc["A", "note"] == "at least this: 1 without an estimate"


def test_without_the_form_risks_there_is_nothing_to_show(assessed):
    judged = assessed(unit=CAREFUL).judged
    assert exposure_by_choice(judged).empty
    assert exposure_by_project(judged).empty
