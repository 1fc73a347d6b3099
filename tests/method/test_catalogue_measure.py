"""A measure of the catalogue says all that one needs to use it, and nothing that contradicts itself."""

from __future__ import annotations

import pytest

from pmobook.errors import ProblemsFound
from pmobook.method.catalogue_measure import CatalogueMeasure
from pmobook.method.measure_catalogue import measure_catalogue
from pmobook.method.yaml_text import check_content

(GATES,) = measure_catalogue().choose("gates_held_when_due")
SHARE = {"numerator": "gates held on the day", "denominator": "gates that were due", "period": "the quarter"}


def changed(**changes):
    return check_content(CatalogueMeasure, {**GATES.model_dump(), **changes}, "measures.yaml")


def test_a_share_is_written_as_a_numerator_by_a_denominator_times_a_hundred():
    assert changed(formula=SHARE).formula_in_words == (
        "(gates held on the day) ÷ (gates that were due) \N{MULTIPLICATION SIGN} 100; the quarter"
    )


def test_a_ratio_is_not_multiplied():
    assert changed(formula=SHARE, unit_of_measure="ratio").formula_in_words == (
        "(gates held on the day) ÷ (gates that were due); the quarter"
    )


def test_any_other_value_is_written_in_one_step():
    value = {"value": "median days from paper to decision", "period": "the quarter"}
    assert changed(formula=value, unit_of_measure="days").formula_in_words == "median days from paper to decision; the quarter"


@pytest.mark.parametrize(
    "formula",
    [
        {"period": "the quarter"},
        {"numerator": "gates held on the day", "period": "the quarter"},
        {"denominator": "gates that were due", "period": "the quarter"},
        {"value": "number of gates held", "denominator": "gates that were due", "period": "the quarter"},
        {**SHARE, "value": "number of gates held"},
    ],
)
def test_half_a_formula_or_two_of_them_are_refused(formula):
    with pytest.raises(ProblemsFound, match="a numerator and a denominator, or a value and neither of them"):
        changed(formula=formula)


@pytest.mark.parametrize(("unit", "formula"), [("days", SHARE), ("percent", {"value": "number of gates", "period": "a quarter"})])
def test_percent_needs_a_denominator_and_days_have_none(unit, formula):
    with pytest.raises(ProblemsFound, match="a numerator and a denominator for percent or ratio, and for no other"):
        changed(unit_of_measure=unit, formula=formula)


def test_a_tolerance_without_a_target_is_refused():
    with pytest.raises(ProblemsFound, match="a tolerance only where there is a value"):
        changed(target={"tolerance": 5, "reason": "None is suggested."})


def test_a_target_may_be_zero_and_its_tolerance_too():
    target = changed(target={"value": 0, "tolerance": 0, "reason": "None should happen."}).target
    assert (target.value, target.tolerance) == (0, 0)


def test_a_target_without_a_reason_is_refused():
    with pytest.raises(ProblemsFound, match="target > reason: found nothing"):
        changed(target={"value": 90})


def test_figures_must_come_from_somewhere():
    with pytest.raises(ProblemsFound, match="a form of the pack, or the system that has the figures"):
        changed(data={})


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(ProblemsFound, match="forms of a pack: responses, practices"):
        changed(data={"forms": ["gate"]})


@pytest.mark.parametrize("column", ["gates_due", "governance_status.", "Governance.Status", "a.b.c", "a.b\n"])
def test_what_is_no_column_of_a_table_is_refused(column):
    with pytest.raises(ProblemsFound, match=r"tables and columns, as in alignment\.spend"):
        changed(computed_from=[column])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"better": "more"}, "found 'more', expected 'higher' or 'lower'"),
        ({"frequency": "week"}, "expected 'month' or 'quarter'"),
        ({"sources": []}, "sources: found"),
        ({"measure_id": "Gates held"}, "lower-case letters, digits and underscores"),
        ({"colour": "red"}, "the unknown key 'colour'"),
        ({"pitfalls": ""}, "pitfalls: found"),
    ],
)
def test_what_is_missing_unknown_or_malformed_is_told(change, words):
    with pytest.raises(ProblemsFound, match=words):
        changed(**change)
