"""The forms as data hold together, explain themselves, and follow the pack's design."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.cells import cell_reader
from pmobook.method.forms import FORM_NAMES, ColumnSpecification, FormSpecification, form, forms

COLUMNS = [(name, column) for name, specification in forms().items() for column in specification.columns]
EACH = pytest.mark.parametrize(("name", "column"), COLUMNS, ids=lambda value: value if isinstance(value, str) else value.name)


def test_every_form_is_there_in_the_order_of_a_pack():
    assert tuple(forms()) == FORM_NAMES
    assert len(FORM_NAMES) == 19
    assert all(specification.name == name for name, specification in forms().items())


def test_every_form_says_what_is_not_assessed_without_it():
    assert all("ithout it" in specification.purpose for specification in forms().values())


def test_every_key_is_needed_in_every_row():
    """A row without its key could neither be told from others nor be referred to; where blank means the whole, it is a key."""
    blank_means_the_whole = {("practices", "practice_id"), ("practices", "instance")}
    for specification in forms().values():
        keys = {(specification.name, name) for name in specification.key}
        assert all(specification.column(name).required for _, name in keys - blank_means_the_whole)


@EACH
def test_every_example_can_be_read(name, column):
    """The example in the explanations is itself a right answer."""
    assert cell_reader(column)(column.example) is not None


@EACH
def test_every_reference_leads_to_a_column_of_ids_that_stand_once(name, column):
    if column.refers_to and column.refers_to.form != "maturity_model":
        assert form(column.refers_to.form).key == (column.refers_to.column,)


@EACH
def test_every_number_says_what_it_counts(name, column):
    assert (column.unit_of_measure is not None) == (column.type in ("number", "integer"))


@EACH
def test_every_other_spelling_differs_from_the_choices(name, column):
    """An alias that equals a choice, letter case apart, would be idle or would lead elsewhere."""
    choices = {choice.casefold() for choice in column.choices or ()}
    assert not choices & {alias.casefold() for alias in column.aliases or ()}


def test_descriptions_end_as_sentences():
    assert [f"{name}.{column.name}" for name, column in COLUMNS if not column.description.endswith(".")] == []


def test_an_unknown_form_names_the_nearest():
    with pytest.raises(PmobookError, match=r"no form 'benefit'\. Did you mean benefits"):
        form("benefit")


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError, match="colour"):
        form("risks").column("colour")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "choice"}, "choices belong to the type choice"),
        ({"choices": {"a": "A thing."}}, "choices belong to the type choice"),
        ({"type": "choice", "choices": {"a": "A thing."}, "aliases": {"b": "c"}}, "an alias stands for a value"),
        ({"description": "short"}, "at least 10"),
        ({"type": "colour"}, "Input should be"),
    ],
)
def test_a_column_that_does_not_hold_together_is_refused(change, words):
    with pytest.raises(ValidationError, match=words):
        ColumnSpecification(**{"name": "a", "type": "text", "description": "What it means.", "example": "b"} | change)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"key": ["b"]}, "the key names a column"), ({"columns": [{}, {}]}, "a column stands twice"), ({"key": []}, "at least 1")],
)
def test_a_form_that_does_not_hold_together_is_refused(change, words):
    column = {"name": "a", "type": "text", "description": "What it means.", "example": "b"}
    content = {"name": "f", "title": "F", "row": "a row", "purpose": "p", "key": ["a"], "columns": [column]} | change
    content["columns"] = [column | one for one in content["columns"]]
    with pytest.raises(ValidationError, match=words):
        FormSpecification.model_validate(content)


def test_a_missing_specification_is_named(tmp_path: Path):
    with pytest.raises(ProblemsFound, match=r"params/method/forms/responses\.yaml: found no such file"):
        forms(tmp_path)
