"""Guesses on a source: which column names the business unit, which gives the quarter, which forms the others fit."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.errors import ProblemsFound
from pmobook.inputs.column_profiles import ColumnProfile, profile_columns
from pmobook.inputs.mapping import SourceRule
from pmobook.inputs.sheets import Sheet
from pmobook.inputs.source_tables import SourceTable, cell_text, read_sheets_of, read_source
from pmobook.method.forms import ColumnSpecification, FormSpecification, forms

__all__ = ["Guess", "guess_columns"]

_OTHER_NAMES = {
    "title": ("name", "project name", "project title", "project", "programme", "description"),
    "sponsor": ("sro", "senior responsible owner", "project owner"),
    "start": ("start date", "project start"),
    "forecast_finish": ("end date", "finish date", "forecast end date", "end", "finish", "completion date"),
    "baseline_finish": ("baseline end date", "planned end date", "approved finish"),
    "confidence": ("dca", "rag", "rag status", "rag rating", "delivery confidence", "delivery confidence assessment"),
    "stage": ("phase", "lifecycle stage", "project stage"),
    "category": ("type", "programme category", "portfolio"),
    "whole_life_cost": ("wlc", "whole life cost", "total cost", "lifetime cost", "wlc gbp m"),
    "planned_value": ("baseline", "budget", "plan", "planned cost", "fy baseline", "baseline cost"),
    "forecast_cost": ("forecast", "fy forecast", "outturn forecast"),
    "actual_cost": ("actual", "actuals", "spend", "spent", "actual spend"),
    "project_id": ("id", "project code", "code", "reference", "project number", "project ref"),
}
_BUSINESS_UNIT = ("business unit", "department", "division", "directorate", "bu", "organisation", "function", "dept")
_QUARTER = ("quarter", "snapshot date", "reporting date", "report date", "as at", "reporting period", "period", "snapshot")
_ALIKE = 0.8
_HEADER_ROWS = 10
_FEWEST_COLUMNS = 3
_ROWS_LOOKED_AT = 1000


@dataclass
class Guess:
    """What a source seems to be.

    Attributes
    ----------
    table
        The source, read with the row of headings that names the most columns.
    header_row
        That row.
    profiles
        What each column holds.
    business_unit, quarter
        The column that seems to name the business unit, and the one that seems to give the quarter.
    columns
        Form to form's column to the source's column that seems to be it.
    sheet, other_sheets
        Of an Excel file, the sheet that was read and the names of the others.
    """

    table: SourceTable
    header_row: int
    profiles: list[ColumnProfile]
    business_unit: ColumnProfile | None = None
    quarter: ColumnProfile | None = None
    columns: dict[str, dict[str, ColumnProfile]] = field(default_factory=dict)
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()


def guess_columns(source: Path) -> Guess:
    """Look at a source and guess what its columns are.

    Raises
    ------
    ProblemsFound
        If the source can't be read.
    """
    sheets = read_sheets_of(source)
    sheet = _likest_table(sheets)
    table, header_row = _read(source, sheet)
    others = tuple(one.name for one in sheets if one.name != sheet)
    guess = Guess(table, header_row, profile_columns(table), sheet=sheet, other_sheets=others)
    guess.business_unit = _best(_BUSINESS_UNIT, [one for one in guess.profiles if one.kind in {"choice", "text"}])
    guess.quarter = _best(_QUARTER, [one for one in guess.profiles if one.kind == "date" or _are_quarters(one)])
    taken = {one.heading for one in (guess.business_unit, guess.quarter) if one is not None}
    guess.columns = _choose_forms([one for one in guess.profiles if one.heading not in taken and one.kind != "blank"])
    return guess


def _likest_table(sheets: Sequence[Sheet]) -> str | None:
    """Return the name of the first sheet if it is a table, else of the one with the most rows times filled columns."""
    sizes = {sheet.name: _table_size(sheet) for sheet in sheets}
    if not sizes:
        return None
    first = next(iter(sizes))
    rows, columns = sizes[first]
    if rows > 1 and columns >= _FEWEST_COLUMNS:
        return first
    return max(sizes, key=lambda name: sizes[name][0] * sizes[name][1])


def _table_size(sheet: Sheet) -> tuple[int, int]:
    """Return how many rows hold several cells, and how many columns are filled in at least half of those."""
    filled = [{place for place, cell in enumerate(row.cells) if cell_text(cell)} for row in sheet.rows[:_ROWS_LOOKED_AT]]
    several = [places for places in filled if len(places) > 1]
    counts = Counter(place for places in several for place in places)
    rows = len(several) + max(0, len(sheet.rows) - _ROWS_LOOKED_AT)
    return rows, sum(2 * count >= len(several) for count in counts.values())


def _read(source: Path, sheet: str | None) -> tuple[SourceTable, int]:
    """Read the source with the row of headings, among the first ten, that names the most columns."""
    best: tuple[SourceTable, int] | None = None
    first_refusal: ProblemsFound | None = None
    for header_row in range(1, _HEADER_ROWS + 1):
        try:
            table = read_source(source, SourceRule(header_row=header_row, sheet=sheet))
        except ProblemsFound as found:
            first_refusal = first_refusal or found
            continue
        if best is None or _words(table) > _words(best[0]):
            best = (table, header_row)
    if best is None:
        raise first_refusal or ProblemsFound([])
    return best


def _words(table: SourceTable) -> int:
    return len({heading for heading in table.headings if re.search(r"[^\W\d]", heading)})


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold()))


def _likeness(heading: str, names: Iterable[str]) -> float:
    """Return how alike a heading is to the likest of some names, from 0 to 1; whole words count for much."""
    words = _plain(heading)
    best = 0.0
    for name in names:
        other = _plain(name)
        shared = set(words.split()) & set(other.split())
        overlap = len(shared) / max(1, len(set(words.split()) | set(other.split())))
        within = (
            0.85 if other and set(other.split()) <= set(words.split()) and len(words.split()) <= len(other.split()) + 2 else 0.0
        )
        best = max(
            best, 1.0 if words == other else 0.0, within, overlap, 0.9 * difflib.SequenceMatcher(None, words, other).ratio()
        )
    return best


def _best(names: Sequence[str], profiles: Sequence[ColumnProfile]) -> ColumnProfile | None:
    scored = [(_likeness(one.heading, names), one) for one in profiles]
    score, found = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return found if score >= _ALIKE else None


def _are_quarters(profile: ColumnProfile) -> bool:
    return bool(profile.texts) and all(re.fullmatch(r"\d{4}Q[1-4]", text.upper()) for text in profile.texts)


def _fits(profile: ColumnProfile, column: ColumnSpecification) -> bool:
    """Say whether what a column of the source holds can be what a form's column holds."""
    if column.type == "date":
        return profile.kind == "date"
    if column.type in {"number", "integer"}:
        return profile.kind == "number"
    return profile.kind != "date" or column.type == "period"


def _choose_forms(profiles: Sequence[ColumnProfile]) -> dict[str, dict[str, ColumnProfile]]:
    """Return the form that the headings fit best, and others that use at least two more of them."""
    matches = {name: _match(form, profiles) for name, form in forms().items()}
    weights = {name: sum(score for score, _ in found.values()) for name, found in matches.items()}
    first = max(weights, key=lambda name: weights[name])
    if not weights[first]:
        first = "projects"
    chosen = {first: matches[first]}
    used = {one.heading for _, one in matches[first].values()}
    for name, found in sorted(matches.items(), key=lambda pair: -weights[pair[0]]):
        new = {one.heading for column, (_, one) in found.items() if column not in forms()[name].key} - used
        if name not in chosen and len(new) > 1:
            chosen[name] = found
            used |= new
    return {name: {column: one for column, (_, one) in found.items()} for name, found in chosen.items()}


def _match(form: FormSpecification, profiles: Sequence[ColumnProfile]) -> dict[str, tuple[float, ColumnProfile]]:
    """Return the likest heading for each column of a form; each heading once."""
    pairs = sorted(
        (
            (_likeness(one.heading, (column.name, *_OTHER_NAMES.get(column.name, ()))), place, column.name, one)
            for place, column in enumerate(form.columns)
            for one in profiles
            if _fits(one, column)
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    found: dict[str, tuple[float, ColumnProfile]] = {}
    used: set[str] = set()
    for score, _, name, one in pairs:
        if score >= _ALIKE and name not in found and one.heading not in used:
            found[name] = (score, one)
            used.add(one.heading)
    return found
