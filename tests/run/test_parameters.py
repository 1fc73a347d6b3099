"""The parameters of a notebook, and what is given."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from pmobook.errors import ProblemsFound
from pmobook.run.parameters import declared_parameters, fit_parameters

CELL = """\
business_unit: str = "retail"  # id of the business unit
rule: str = "a=b#c"  # two equals signs and a hash
raters: int = 3  # people
factor: float = 1.5  # by which
strict: bool = True  # whether
areas: list[str] = ["a"]  # which
note: str | None = None  # optional
"""
DECLARED = {"10_maturity": declared_parameters(CELL, "10_maturity")}


def test_a_cell_declares_names_types_and_defaults():
    found = declared_parameters(CELL, "10_maturity")
    assert {name: (one.annotation, one.default) for name, one in found.items()} == {
        "business_unit": ("str", "retail"),
        "rule": ("str", "a=b#c"),
        "raters": ("int", 3),
        "factor": ("float", 1.5),
        "strict": ("bool", True),
        "areas": ("list[str]", ["a"]),
        "note": ("str | None", None),
    }


@pytest.mark.parametrize("line", ["rule = 'x'", "import os", "rule: str", "rule: str = open('x')"])
def test_a_line_that_is_no_annotated_literal_is_a_mistake_of_ours(line):
    with pytest.raises(ValueError, match=r"notebook 10_maturity, parameters, line 1|malformed node"):
        declared_parameters(line, "10_maturity")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rule", "a"),
        ("raters", 1),
        ("factor", 2),
        ("factor", 0.5),
        ("strict", False),
        ("areas", []),
        ("areas", ["x", "y"]),
        ("note", None),
        ("note", "x"),
    ],
)
def test_a_value_that_fits_is_passed_as_it_is(name, value):
    assert fit_parameters({name: value}, DECLARED) == {"10_maturity": {name: value}}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("raters", "4", 4), ("factor", "0.5", 0.5), ("strict", "false", False), ("areas", "['x']", ["x"]), ("rule", "7", "7")],
)
def test_a_text_from_a_command_line_is_read_as_what_the_parameter_is(name, text, value):
    assert fit_parameters({name: text}, DECLARED) == {"10_maturity": {name: value}}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("raters", "many"),
        ("raters", "1.5"),
        ("raters", True),
        ("raters", "__import__('os').getcwd()"),
        ("factor", float("nan")),
        ("factor", "1e999"),
        ("strict", 1),
        ("areas", [1]),
        ("areas", ("x",)),
        ("rule", None),
        ("rule", 3),
        ("rule", {"a": 1}),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_an_example(name, value):
    with pytest.raises(ProblemsFound, match=f"notebook 10_maturity, parameter {name}: found .*, expected .*Give a value like"):
        fit_parameters({name: value}, DECLARED)


def test_an_unknown_name_is_refused_with_the_nearest_and_all_problems_come_at_once():
    with pytest.raises(ProblemsFound) as caught:
        fit_parameters({"rulle": "a", "raters": "x"}, DECLARED)
    assert "parameter 'rulle': found an unknown name, expected one of areas, factor, note, raters, rule, strict. " in str(
        caught.value
    )
    assert "Did you mean rule?" in str(caught.value)
    assert len(caught.value.problems) == 2


def test_what_a_notebook_runs_for_is_given_by_the_runner_alone():
    with pytest.raises(ProblemsFound, match=r"parameter business_unit: found a value, expected none\. The runner gives it"):
        fit_parameters({"business_unit": "wholesale"}, DECLARED)


@pytest.mark.parametrize("name", ["rule=1\nimport os\nrule", "rule\n", "", "class", "rule ", "__builtins__", "é"])
def test_a_hostile_name_never_reaches_a_notebook(name):
    with pytest.raises(ProblemsFound, match="an unknown name"):
        fit_parameters({name: "x"}, DECLARED)


def test_a_parameter_goes_only_to_the_notebooks_that_declare_it():
    both = {**DECLARED, "20_other": declared_parameters("depth: int = 1  # levels", "20_other")}
    assert fit_parameters({"depth": 2, "raters": 1}, both) == {"10_maturity": {"raters": 1}, "20_other": {"depth": 2}}


@given(st.text())
def test_any_text_is_written_into_the_notebook_as_the_value_it_is(text):
    fitted = fit_parameters({"rule": text}, DECLARED)["10_maturity"]["rule"]
    assert ast.literal_eval(PythonTranslator.translate(fitted)) == text
