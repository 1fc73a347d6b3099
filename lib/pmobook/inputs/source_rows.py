"""Rows of sources become rows of forms; each row is mapped, left out on purpose, or a problem, and never lost."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass, field

from pmobook.errors import PmobookError
from pmobook.inputs.import_report import RowNote
from pmobook.inputs.mapping import ColumnRule, FormRule, LeaveOutRule, Mapping
from pmobook.inputs.mapping_checks import says_not_assessed
from pmobook.inputs.sheets import Cell
from pmobook.inputs.source_cells import CellRefusedError, convert_cell, day_of
from pmobook.inputs.source_tables import SourceRow, SourceTable, cell_text
from pmobook.inputs.text_rules import squeezed
from pmobook.method.forms import FormSpecification, form
from pmobook.vocabulary import Quarter, nearest, quoted

__all__ = ["FormRow", "MappedRows", "map_rows"]

_MOST_NAMED = 3


@dataclass(frozen=True)
class FormRow:
    """One row of one form, and the row of the source it comes from."""

    form: str
    business_unit: str
    quarter: Quarter
    cells: dict[str, str]
    source: str
    row: int

    @property
    def origin(self) -> tuple[str, int]:
        """Source and row."""
        return self.source, self.row


@dataclass(frozen=True)
class MappedRows:
    """Every row that could be mapped, and a note for each that could not, was left out, or holds a value not assessed."""

    rows: tuple[FormRow, ...]
    notes: tuple[RowNote, ...]


@dataclass
class _Work:
    """What the rows of all sources share while they are mapped."""

    mapping: Mapping
    business_units: Mapped[str, str]
    money_scale: str
    rows: list[FormRow] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    ids: dict[tuple[str, tuple[str, ...], str], tuple[str, SourceRow]] = field(default_factory=dict)


def map_rows(mapping: Mapping, tables: Sequence[SourceTable], business_units: Mapped[str, str], money_scale: str) -> MappedRows:
    """Map every row of the sources.

    Parameters
    ----------
    mapping
        A mapping that has been checked.
    tables
        The sources; a row's key may stand once in all of them together.
    business_units
        Every known text for a business unit, in lower case on one line, to its id.
    money_scale
        The engagement's scale for money.

    Returns
    -------
    MappedRows
        A row of a source with a problem makes no row in any form.

    Raises
    ------
    ProblemsFound
        If a source lacks a column that the mapping names, or has it twice.
    """
    work = _Work(mapping, business_units, money_scale)
    for table in tables:
        positions = table.positions(mapping.headings)
        for row in table.rows:
            _map_row(row, _Reader(row, positions, len(table.headings)), work)
    _find_repeats(work)
    refused = {(note.source, note.row) for note in work.notes if note.kind == "problem"}
    kept = tuple(row for row in work.rows if row.origin not in refused)
    order = {(table.name, row.row): place for place, (table, row) in enumerate((t, r) for t in tables for r in t.rows)}
    notes = sorted(
        (note for note in work.notes if note.kind != "not assessed" or (note.source, note.row) not in refused),
        key=lambda note: order[note.source, note.row],
    )
    return MappedRows(kept, tuple(notes))


@dataclass(frozen=True)
class _Reader:
    """Reads the cells of one row by heading."""

    row: SourceRow
    positions: Mapped[str, int]
    width: int

    def cell(self, heading: str) -> Cell:
        return self.row.cells[self.positions[heading]]

    def text(self, heading: str) -> str:
        return cell_text(self.cell(heading))

    def origin(self, rule: ColumnRule) -> Cell:
        """The cell that a rule reads; the joined texts of several for an id."""
        if rule.id_from is not None:
            return squeezed(" ".join(self.text(heading) for heading in rule.id_from))
        return self.cell(rule.column) if rule.column is not None else None


def _map_row(row: SourceRow, reader: _Reader, work: _Work) -> None:
    extra = [cell_text(cell) for cell in row.cells[reader.width :]]
    if any(extra):
        work.notes.append(
            RowNote("problem", row.source, row.row, found=f"{len(row.cells)} cells under {reader.width} headings",
                    expected="no more cells than headings",
                    remedy="Put texts that hold the sign between cells in quotes, or add the missing heading.")
        )  # fmt: skip
        return
    left_out = _left_out(work.mapping.leave_out, reader)
    if left_out is not None:
        work.notes.append(RowNote("left out", row.source, row.row, left_out.column, found=reader.text(left_out.column),
                                  remedy=left_out.reason))  # fmt: skip
        return
    business_unit, quarter = _business_unit(row, reader, work), _quarter(row, reader, work)
    for name, rule in work.mapping.forms.items():
        _map_form(form(name), rule, reader, work, business_unit, quarter)


def _left_out(rules: Sequence[LeaveOutRule], reader: _Reader) -> LeaveOutRule | None:
    for rule in rules:
        if any(one.matches(reader.text(rule.column)) for one in rule.when):
            return rule
    return None


def _business_unit(row: SourceRow, reader: _Reader, work: _Work) -> str | None:
    rule = work.mapping.business_unit
    if rule.column is None:
        return rule.constant
    text = reader.text(rule.column)
    found = work.business_units.get(text.casefold())
    if found is None:
        guess = nearest(text, work.business_units)
        hint = f"Did you mean {work.business_units[guess]}? If so, add" if guess else "Add"
        remedy = f"{hint} the text to business_unit > aliases in the mapping, or leave the row out on purpose."
        work.notes.append(
            RowNote("problem", row.source, row.row, rule.column, found=quoted(text) if text else "nothing",
                    expected="a business unit of the engagement, or an alias of one", remedy=remedy)
        )  # fmt: skip
    return found


def _quarter(row: SourceRow, reader: _Reader, work: _Work) -> Quarter | None:
    rule = work.mapping.quarter
    if rule.column is None:
        return Quarter.parse(str(rule.constant))
    text = reader.text(rule.column)
    stated = rule.quarters.get(text.casefold())
    day = day_of(reader.cell(rule.column), rule.date_formats or work.mapping.date_formats, "first")  # a month settles the quarter
    try:
        return Quarter.parse(stated or text.upper()) if stated or day is None else Quarter.of(day)
    except PmobookError:
        formats = " or ".join(rule.date_formats or work.mapping.date_formats)
        work.notes.append(
            RowNote("problem", row.source, row.row, rule.column, found=quoted(text) if text else "nothing",
                    expected=f"a quarter such as 2026Q3, or a date as {formats}",
                    remedy="Correct it in the source, or say in quarter > texts which quarter it is.")
        )  # fmt: skip
        return None


def _map_form(
    specification: FormSpecification,
    rule: FormRule,
    reader: _Reader,
    work: _Work,
    business_unit: str | None,
    quarter: Quarter | None,
) -> None:
    row = reader.row
    place = {"business_unit": business_unit or "", "quarter": str(quarter or ""), "form": specification.name}
    left_out = _left_out(rule.leave_out, reader)
    if left_out is not None:
        work.notes.append(RowNote("left out", row.source, row.row, left_out.column, **place,
                                  found=reader.text(left_out.column), remedy=left_out.reason))  # fmt: skip
        return
    cells: dict[str, str] = {}
    for column in specification.columns:
        if column.name not in rule.columns:
            continue
        one = rule.columns[column.name]
        heading = " and ".join(one.headings)
        try:
            text = one.constant
            if text is None:
                text = convert_cell(reader.origin(one), one, column, work.mapping, work.money_scale)
        except CellRefusedError as error:
            work.notes.append(RowNote("problem", row.source, row.row, heading, **place, found=error.found,
                                      expected=f"for {specification.name}.{column.name} {error.expected}",
                                      remedy=error.remedy))  # fmt: skip
            continue
        cells[column.name] = text
        if column.may_be_not_assessed and says_not_assessed(text):
            work.notes.append(RowNote("not assessed", row.source, row.row, heading, **place,
                                      found=text.partition(":")[2].strip(), expected=column.name))  # fmt: skip
        if one.id_from is not None and business_unit is not None:
            _check_id(one, text, reader, work, business_unit)
    if business_unit is not None and quarter is not None:
        work.rows.append(FormRow(specification.name, business_unit, quarter, cells, row.source, row.row))


def _letters(text: str) -> str:
    """Return a name's letters and digits alone: two names that differ in them are two names."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", "and")
    return "".join(character for character in plain if character.isalnum())


def _check_id(rule: ColumnRule, made: str, reader: _Reader, work: _Work, business_unit: str) -> None:
    """Note a problem for both rows if two names that differ in their letters make the same id in a business unit."""
    text = str(reader.origin(rule))
    if rule.value_of(text):
        return
    key = (business_unit, rule.headings, made)
    first_text, first = work.ids.setdefault(key, (text, reader.row))
    if _letters(first_text) == _letters(text):
        return
    for one, row, other, other_row in ((first_text, first, text, reader.row), (text, reader.row, first_text, first)):
        work.notes.append(
            RowNote(
                "problem",
                row.source,
                row.row,
                " and ".join(rule.headings),
                business_unit=business_unit,
                found=f"{quoted(one)}, which makes the id {made} like {quoted(other)} in {other_row.source}, row {other_row.row}",
                expected="an id of its own for each name",
                remedy="Say under the column's values which id each name should have; the same one, if it is the same thing.",
            )
        )


def _find_repeats(work: _Work) -> None:
    """Note a problem for every row of a form whose key another row has, or merge rows that are the same."""
    alike: dict[tuple[str, ...], list[FormRow]] = defaultdict(list)
    for row in work.rows:
        specification = form(row.form)
        if all(name in row.cells for name in specification.key):
            key = tuple(row.cells[name].casefold() for name in specification.key)
            alike[row.form, row.business_unit, str(row.quarter), *key].append(row)
    refused = {(note.source, note.row) for note in work.notes if note.kind == "problem"}
    dropped: set[int] = set()
    for rows in alike.values():
        if len(rows) == 1:
            continue
        if work.mapping.forms[rows[0].form].repeated_rows == "merge" and all(row.cells == rows[0].cells for row in rows):
            kept = next((row for row in rows if row.origin not in refused), rows[0])
            dropped |= {id(row) for row in rows if row is not kept}
            continue
        work.notes += [_repeat(row, rows) for row in rows]
    work.rows = [row for row in work.rows if id(row) not in dropped]


def _repeat(row: FormRow, rows: Sequence[FormRow]) -> RowNote:
    key = " and ".join(f"{name} {quoted(row.cells[name])}" for name in form(row.form).key)
    others = ", ".join(f"{other.source}, row {other.row}" for other in [one for one in rows[: _MOST_NAMED + 1] if one is not row])
    return RowNote("problem", row.source, row.row, business_unit=row.business_unit, quarter=str(row.quarter), form=row.form,
                   found=f"{key} again, as in {others}",
                   expected=f"each {' and '.join(form(row.form).key)} once in {row.form} of {row.business_unit} {row.quarter}",
                   remedy="Remove one in the source, leave one out on purpose, or give one another id; "
                          "if the rows are the same, repeated_rows: merge keeps one.")  # fmt: skip
