"""Check the sheets of a pack: each cell, then what holds within a form, then between forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from pmobook.errors import Problem
from pmobook.inputs.currencies import convert_amounts, find_unknown_currencies
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.faults import Fault, problems_of
from pmobook.inputs.headings import match_headings
from pmobook.inputs.model_answers import find_answers_beside_the_model
from pmobook.inputs.prefilled import measures_with_values, without_untouched_rows
from pmobook.inputs.references import find_repeated_keys, find_unknown_references
from pmobook.inputs.rules.registry import RULES
from pmobook.inputs.sheets import Sheet
from pmobook.inputs.spelling import find_other_spellings
from pmobook.inputs.typed_frame import empty_frame, read_frame
from pmobook.method.forms import forms
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import quoted

__all__ = ["check_sheets", "missing_forms"]


def check_sheets(
    sheets: Mapping[str, Sheet], model: MaturityModel, money: Money | None = None
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Return the typed frames of a pack, and everything that is wrong with them.

    Parameters
    ----------
    sheets
        Each form's sheet, in the order of a pack.
    model
        The business unit's maturity model, whose capabilities may be rated.
    money
        The engagement's currency and rates, by which amounts in other currencies are converted; none: they stay as given.

    Returns
    -------
    tuple of dict and list
        Frames by form (see `pmobook.inputs.typed_frame.read_frame`), and the problems sheet by sheet, row by row.
    """
    known = forms()
    frames: dict[str, pd.DataFrame] = {}
    faults: dict[str, list[Fault]] = {}
    with_values = measures_with_values(sheets)
    for name, sheet in sheets.items():
        form = known[name]
        if sheet.incomplete and not sheet.rows:
            frames[name], faults[name] = empty_frame(form), []
            continue
        places, faults[name] = match_headings(sheet, form)
        frames[name], unreadable = read_frame(without_untouched_rows(sheet, form, places, with_values), form, places)
        unread = {fault.row for fault in unreadable if fault.column in form.key and fault.row is not None}
        faults[name] += [*unreadable, *find_repeated_keys(form, frames[name], sheet.row_word, unread)]
        if name in RULES:
            faults[name] += RULES[name](frames[name])
        faults[name] += find_answers_beside_the_model(name, frames[name], model)
        if money is not None:
            faults[name] += find_unknown_currencies(form, frames[name], money)
            frames[name] = convert_amounts(form, frames[name], money)
    for name, others in find_other_spellings(frames).items():
        faults[name] += others
    problems: list[Problem] = []
    incomplete = {name for name, sheet in sheets.items() if sheet.incomplete}
    for name, sheet in sheets.items():
        faults[name] += find_unknown_references(known[name], frames, model, incomplete)
        problems += problems_of(sheet, faults[name], known[name].column_names, _respondents(frames[name]))
    return frames, problems


def _respondents(frame: pd.DataFrame) -> dict[int, str]:
    """Return row number to respondent, for the form whose rows are people's answers."""
    if "respondent_id" not in frame:
        return {}
    named = frame[["row", "respondent_id"]].dropna()
    return {int(row): quoted(person) for row, person in named.itertuples(index=False)}


def missing_forms(required: Iterable[str], sheets: Iterable[str], source: str, as_workbook: bool) -> list[Problem]:
    """Return a problem for each form that every pack of the engagement must hold and this one does not.

    Parameters
    ----------
    required
        Forms that the engagement asks of every pack.
    sheets
        Forms that are there.
    source
        How messages name the pack.
    as_workbook
        Whether the pack is a workbook rather than CSV files.
    """
    there = set(sheets)
    kind = "sheet" if as_workbook else "file"
    return [
        Problem(source, f"no {kind} {name}{'' if as_workbook else '.csv'}", "every form that engagement.yaml lists under forms",
                f"Add the {kind}: {forms()[name].title.lower()}. Without rows it may stay empty below its headings.")
        for name in required
        if name not in there
    ]  # fmt: skip
