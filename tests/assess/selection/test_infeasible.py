"""Contradictions are found before solving; what can't fit is explained by the smallest changes."""

import pytest

from pmobook.assess.selection import NothingFits, explain_infeasible, select
from pmobook.errors import ProblemsFound

VALUE = {"a": 8, "b": 11, "c": 6, "d": 4}
COST = {"a": 5, "b": 7, "c": 4, "d": 3}


def test_mandates_beyond_the_budget_name_the_least_change():
    """Three mandates that cost 16 under a limit of 14: raise it by 2, or drop one of them."""
    with pytest.raises(NothingFits) as refused:
        select(VALUE, COST, 14, mandates={"a": ("in", "law"), "b": "in", "c": "in"})
    text = str(refused.value)
    assert "raise the limit of cost by 2, from 14 to 16, 14.3% more" in text
    assert "drop the mandate: a is mandated in (law)" in text
    assert refused.value.explanation.is_proven


def test_fewest_changes_come_before_smallest():
    """One large change is proposed before two small ones."""
    cost = {"x": {"a": 5, "b": 5}, "y": {"a": 5, "b": 5}}
    found = explain_infeasible({"a": 1, "b": 1}, cost, {"x": 9, "y": 9}, mandates={"a": "in", "b": "in"})
    assert len(found.changes) == 1
    assert found.changes[0].kind == "mandate"


def test_a_possible_selection_is_said_to_be_possible():
    """Nothing has to change."""
    found = explain_infeasible(VALUE, COST, 14, mandates={"a": "in"})
    assert found.is_feasible
    assert not found.changes


def test_contradicting_mandates_can_be_explained():
    """A project mandated in and out: one of the two has to go."""
    found = explain_infeasible(VALUE, COST, 14, mandates=[("a", "in"), ("a", "out")])
    assert {found.changes[0].what, found.alternatives[0][0].what} == {"a is mandated in", "a is mandated out"}


def test_a_tolerance_can_be_what_is_too_tight():
    """Money at risk that no set with the mandate keeps within is raised, or the mandate dropped."""
    found = explain_infeasible(VALUE, COST, 14, mandates={"b": "in"}, losses=[[0, 10, 0, 0]], tolerance=4)
    said = " ".join(found.sentences)
    assert "raise the tolerance for risk by 6, from 4 to 10" in said
    assert "drop the mandate: b is mandated in" in said


@pytest.mark.parametrize(
    ("mandates", "links", "words"),
    [
        ([("a", "in"), ("a", "out")], [], "a is mandated in; a is mandated out"),
        ([("a", "in"), ("b", "out")], [("a", "requires", "b")], "a is mandated in; a requires b; b is mandated out"),
        ([("a", "in"), ("c", "out")], [("a", "requires", "b"), ("b", "together", "c")], "a requires b; b goes together with c"),
        ([("a", "in"), ("b", "in")], [("a", "excludes", "b")], "a excludes b"),
        ([("a", "in"), ("b", "out")], [("a", "together", "b")], "a goes together with b; b is mandated out"),
        ([("a", "in"), ("b", "out")], [("b", "together", "a")], "b goes together with a; b is mandated out"),
        ([], [("a", "requires", "b"), ("b", "requires", "c"), ("a", "excludes", "c")], "a can never be chosen"),
    ],
)
def test_contradictions_name_their_chain(mandates, links, words):
    """Whatever can't hold together is refused before anything is solved, with the chain that shows it."""
    with pytest.raises(ProblemsFound) as refused:
        select(VALUE, COST, 14, mandates=mandates, links=links)
    assert words in str(refused.value)


def test_a_circle_of_requirements_means_together():
    """A circle is no error: its projects are chosen together or not at all, and that is said."""
    circle = [("a", "requires", "b"), ("b", "requires", "c"), ("c", "requires", "a")]
    best = select(VALUE, COST, 14, links=circle)
    assert best.chosen == ("b", "d") or not {"a", "b", "c"} & set(best.chosen)
    assert "a, b and c require one another in a circle" in best.notes[0]


def test_what_a_mandate_rules_out_is_said():
    """A project that needs one mandated out can't be chosen."""
    best = select(VALUE, COST, 14, mandates={"b": "out"}, links=[("a", "requires", "b")])
    assert "a can't be chosen, because it needs b, and b is mandated out." in best.notes


@pytest.mark.parametrize(
    ("links", "words"),
    [
        ([("a", "requires", "a")], "a link of a project to itself"),
        ([("a", "likes", "b")], "requires, excludes or together"),
        ([("a", "requires", "b"), ("a", "needs", "b")], "requires a second time"),
        ([("a", "requires", "z")], "found 'z'"),
    ],
)
def test_links_that_are_none_are_refused(links, words):
    """Unknown projects and links, doubles and a link to itself are problems."""
    with pytest.raises(ProblemsFound) as refused:
        select(VALUE, COST, 14, links=links)
    assert words in str(refused.value)
