"""Check a mapping against the forms before any row is read, and load it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.date_text import has_day
from pmobook.inputs.mapping import ColumnRule, FormRule, Mapping
from pmobook.method.forms import ColumnSpecification, FormSpecification, forms
from pmobook.method.yaml_text import load_model, load_yaml
from pmobook.vocabulary import NOT_ASSESSED, Period, nearest, quoted

__all__ = ["find_mapping_problems", "load_mapping", "resolve_choice", "says_not_assessed"]


def load_mapping(path: Path) -> Mapping:
    """Read a mapping and check it against the forms.

    Raises
    ------
    ProblemsFound
        With every key that is unknown or wrong; if the keys are right, with every form or column that doesn't exist,
        every required column that is left out, and every value that a form doesn't allow.
    """
    try:
        mapping = load_model(Mapping, path, path.name)
    except ProblemsFound as found:
        raise ProblemsFound(_as_yaml(problem, path) for problem in found.problems) from None
    problems = find_mapping_problems(mapping, path.name)
    if problems:
        raise ProblemsFound(problems)
    return mapping


def _as_yaml(problem: Problem, path: Path) -> Problem:
    """Return a problem with several keys, or with a list, as they stand in the mapping: ``'constant: 2026Q9'``."""
    value: object = None
    for step in problem.where.removeprefix(path.name).removeprefix(", ").split(" > "):
        if value is None:
            value = load_yaml(path, path.name)
        if isinstance(value, dict):
            value = {str(key): one for key, one in value.items()}.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return problem
    if not isinstance(value, (dict, list)) or problem.found != quoted(value):
        return problem
    written = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10**6).strip()
    return replace(problem, found=quoted(written[1:-1] if isinstance(value, dict) else written))


def resolve_choice(column: ColumnSpecification, text: str) -> str | None:
    """Return the allowed value that a text means, by its own name or an alias, whatever its letter case; else None."""
    known = {alias.casefold(): value for alias, value in (column.aliases or {}).items()}
    known.update({value.casefold(): value for value in column.choices or {}})
    return known.get(text.casefold())


def says_not_assessed(text: str) -> bool:
    """Say whether a text is ``not assessed``, with or without a reason after a colon."""
    head, _, _ = text.partition(":")
    return head.strip().casefold() == NOT_ASSESSED


def find_mapping_problems(mapping: Mapping, name: str) -> list[Problem]:
    """Return a problem for everything in a mapping that the forms don't allow.

    Parameters
    ----------
    mapping
        A mapping whose keys are right.
    name
        How messages call its file.
    """
    known = forms()
    problems: list[Problem] = []
    for form_name, rule in mapping.forms.items():
        where = f"{name}, forms > {form_name}"
        if form_name in known:
            problems += _form_problems(rule, known[form_name], mapping.date_formats, where)
            continue
        guess = nearest(form_name, known)
        remedy = f"Did you mean {guess}?" if guess else "Use the name of a form."
        problems.append(Problem(where, f"the unknown form {quoted(form_name)}", f"one of {', '.join(known)}", remedy))
    return problems


def _form_problems(rule: FormRule, form: FormSpecification, date_formats: Sequence[str], where: str) -> Iterator[Problem]:
    for column_name, column_rule in rule.columns.items():
        place = f"{where} > columns > {column_name}"
        if column_name in form.column_names:
            yield from _column_problems(column_rule, form.column(column_name), place)
            yield from _day_problems(column_rule, form.column(column_name), date_formats, place)
            continue
        guess = nearest(column_name, form.column_names)
        remedy = f"Did you mean {guess}?" if guess else "Use the name of a column of the form."
        expected = f"one of {', '.join(form.column_names)}"
        yield Problem(place, f"the unknown column {quoted(column_name)}", expected, remedy)
    for column in form.columns:
        if (column.required or column.name in form.key) and column.name not in rule.columns:
            yield Problem(f"{where} > columns", f"no {column.name}", "every column that the form requires",
                          f"Say where {column.name} comes from, or give it a constant. {column.description}")  # fmt: skip


def _column_problems(rule: ColumnRule, column: ColumnSpecification, where: str) -> Iterator[Problem]:
    misplaced = {
        "id_from": (rule.id_from is not None, {"id"}),
        "date_formats": (rule.date_formats is not None, {"date", "period"}),
        "missing_day": (rule.missing_day is not None, {"date", "period"}),
        "numbers": (rule.numbers is not None, {"number", "integer"}),
        "period": (rule.period is not None, {"period"}),
    }
    for key, (is_given, types) in misplaced.items():
        if is_given and column.type not in types:
            yield Problem(f"{where} > {key}", f"{key} for a column of the type {column.type}",
                          f"{key} only where the type is {' or '.join(sorted(types))}", "Remove the key.")  # fmt: skip
    if rule.not_assessed and not column.may_be_not_assessed:
        yield Problem(f"{where} > not_assessed", "texts that mean not assessed", "none, since this column can't be not assessed",
                      "Leave the rows out on purpose (leave_out), or let the texts mean a blank cell (blank).")  # fmt: skip
    given = {f"values > {text}": value for text, value in (rule.values or {}).items()}
    given |= {key: text for key, text in (("constant", rule.constant), ("when_blank", rule.when_blank)) if text is not None}
    for key, value in given.items():
        expected = _expected_value(column, value)
        if expected:
            guess = nearest(value, column.choices or ())
            yield Problem(
                f"{where} > {key}", quoted(value), expected, f"Did you mean {guess}?" if guess else "Correct the value."
            )


def _day_problems(rule: ColumnRule, column: ColumnSpecification, common: Sequence[str], where: str) -> Iterator[Problem]:
    """Refuse formats without a day for a date, unless the mapping says which day to take.

    The mapping's own formats serve other columns too: they are refused here only if none of them has a day.
    """
    if column.type != "date" or rule.column is None or rule.missing_day is not None:
        return
    without = [one for one in rule.date_formats or common if not has_day(one)]
    if without and (rule.date_formats or len(without) == len(common)):
        yield Problem(f"{where} > date_formats", f"{quoted(without[0])}, which gives no day", "a day for each date",
                      "Add missing_day: first or last to the column.")  # fmt: skip


def _expected_value(column: ColumnSpecification, value: str) -> str | None:
    """Return what a stated value should have been, or None if it is right as far as can be said here."""
    if not value:
        return None
    if says_not_assessed(value):
        return None if column.may_be_not_assessed else "a value, since this column can't be not assessed"
    if column.type == "choice" and resolve_choice(column, value) is None:
        return f"one of {', '.join(column.choices or ())}"
    if column.type == "period":
        try:
            Period.parse(value)
        except PmobookError:
            return "a period such as 2026-07, 2026Q3 or FY2026/27"
    return None
