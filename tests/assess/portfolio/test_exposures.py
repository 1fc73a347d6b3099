import datetime as dt

import pytest

from pmobook.assess.portfolio.exposures import exposure_by_choice, exposure_by_project

RISKS = [
    ("K1", "A", 1.0, 3, 3, 3, None), ("K2", "B", 1.0, 2, 2, 2, None), ("K3", "C", None, 1, 1, 1, None),
    ("K4", None, 1.0, 5, 5, 5, None),
]  # fmt: skip
CAREFUL = {"budget": 20, "risk_tolerance": {"amount": 4, "dated": dt.date(2026, 7, 1), "set_by": "Board"}}


def test_choices_stand_side_by_side_with_their_share_of_the_tolerance(assessed):
    """A and B lose 5 at present, which is 125% of 4; the best choice within it loses 2, or half."""
    rows = exposure_by_choice(assessed(unit=CAREFUL, risks=RISKS).judged).set_index("choice")
    assert rows["share"].to_dict() == pytest.approx(
        {
            "The present choice": 1.25, "The best choice": 0.5, "The best choice if risk limited nothing": 1.25,
            "Lost whatever is chosen": float("nan"), "The best choice, with what is lost whatever is chosen": float("nan"),
        },
        nan_ok=True,
    )  # fmt: skip
    assert rows.loc["Lost whatever is chosen", "in_bad_cases"] == pytest.approx(5)
    assert rows.loc["The best choice, with what is lost whatever is chosen", "in_bad_cases"] == pytest.approx(7)


def test_where_there_is_no_best_choice_the_present_one_stands_with_what_comes_in_any_case(assessed):
    rows = exposure_by_choice(assessed(unit={**CAREFUL, "budget": 0.5}, risks=RISKS).judged)
    assert list(rows["choice"]) == [
        "The present choice", "Lost whatever is chosen", "The present choice, with what is lost whatever is chosen",
    ]  # fmt: skip


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
