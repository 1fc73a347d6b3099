import pytest

from pmobook.assess.portfolio.waiting import moved_in_words

TWO = [("B", "Tills", "executing", None, None, None), ("C", "Lockers", "proposed", None, None, None)]
BOTH_NEED_HER = [("B", "Analyst", "2026-10", 1.0), ("C", "Analyst", "2026-10", 1.0)]
ONE_ANALYST = [("Analyst", f"{month}", 1.0) for month in ("2026-10", "2027-01", "2027-02", "2027-03")]


def said(portfolio, kind):
    rows = portfolio.findings.loc[portfolio.findings["finding_id"] == kind]
    return " ".join(rows["sentence"]), list(rows["severity"])


@pytest.fixture
def waiting(assessed):
    """Tills and Lockers both need the only analyst in October; from January on she is free."""

    def make(**changed):
        given = {"projects": TWO, "demand": BOTH_NEED_HER, "capacity": ONE_ANALYST, "unit": {"budget": 20}, **changed}
        return assessed(**given)

    return make


def test_a_project_that_waits_makes_room_for_both(waiting):
    """Lockers bring 0.5 (extreme on half the weight) and Tills less; together only if one of them waits, and Tills have begun."""
    judged = waiting().judged
    assert judged.best.chosen == ("C",)
    assert judged.later.chosen == ("B", "C")
    assert judged.moved == {"C": 1}
    assert judged.gain_of_later_starts == pytest.approx(judged.problem.value["B"])
    assert moved_in_words(judged) == "'Lockers' 1 quarter later, in 2027Q1"


def test_what_waiting_brings_is_a_finding_in_words(waiting):
    sentence, severity = said(waiting(), "later_starts")
    assert sentence.startswith("If starts move, the goals could be served ")
    assert sentence.endswith("more ('Lockers' 1 quarter later, in 2027Q1): 'Tills' could be done.")
    assert severity == ["watch"]


def test_the_choice_with_later_starts_is_recorded_beside_the_other(waiting):
    rows = waiting().selection.set_index("project_id")
    assert list(rows.loc[["B", "C"], "is_chosen"]) == [False, True]
    assert list(rows.loc[["B", "C"], "is_chosen_later"]) == [True, True]
    assert list(rows.loc[["B", "C"], "planned_start"]) == ["2026Q4", "2026Q4"]
    assert list(rows.loc[["B", "C"], "later_start"]) == ["2026Q4", "2027Q1"]


def test_nothing_is_said_where_waiting_brings_nothing(waiting):
    assert said(
        waiting(capacity=[("Analyst", month, 9.0) for month in ("2026-10", "2027-01", "2027-02", "2027-03")]), "later_starts"
    ) == ("", [])


def test_where_no_start_may_move_nothing_is_recorded_of_it(waiting):
    portfolio = waiting(may_shift=False)
    assert portfolio.judged.later is None
    assert portfolio.selection["is_chosen_later"].isna().all()
    assert portfolio.selection["later_start"].isna().all()


def test_what_a_mandate_keeps_out_as_planned_can_be_done_later(waiting):
    """Tills must be done and need her in October; Lockers are worth more and wait."""
    projects = [("B", "Tills", "executing", None, "yes", "Board"), ("C", "Lockers", "proposed", None, None, None)]
    portfolio = waiting(projects=projects)
    assert portfolio.judged.best.chosen == ("B",)
    assert portfolio.judged.later.chosen == ("B", "C")
