"""Import: a client's exports become input packs by a mapping, all of them or, unless asked, none."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.inputs.import_report import FormCount, ImportReport, RowNote, problems_of
from pmobook.inputs.mapping import Mapping
from pmobook.inputs.mapping_checks import load_mapping
from pmobook.inputs.pack_files import MadePack, find_pack_problems, put_in_place, stage_pack, staged_engagement
from pmobook.inputs.source_rows import FormRow, MappedRows, map_rows
from pmobook.inputs.source_tables import SourceTable, read_source
from pmobook.inputs.text_rules import squeezed
from pmobook.vocabulary import Quarter, quoted, slug

__all__ = ["import_sources"]


@dataclass(frozen=True)
class _Request:
    """What was asked for."""

    folder: Path
    mapping_path: Path
    sources: tuple[Path, ...]
    allow_partial: bool
    replace: bool
    add_business_units: bool


def import_sources(
    engagement_folder: Path,
    mapping_path: Path,
    sources: Sequence[Path],
    *,
    allow_partial: bool = False,
    replace: bool = False,
    add_business_units: bool = False,
) -> ImportReport:
    """Turn a client's exports into input packs, and say what became of every row.

    Parameters
    ----------
    engagement_folder
        The engagement that gets the packs: CSV files under ``inputs/<business unit>/<quarter>/``.
    mapping_path
        The mapping (YAML).
    sources
        One or more CSV or Excel files with the same columns.
    allow_partial
        Write what can be mapped although rows have problems. If False, one problem means that no pack is written.
    replace
        Put imported forms in the place of forms that are there and differ. Other forms of a pack are never touched.
    add_business_units
        Add the business units that the mapping names (``business_unit > names``) and the engagement lacks.

    Returns
    -------
    ImportReport
        Counts, notes and problems. Whatever the outcome, its notes are written to ``imports/<mapping>.csv`` in the
        engagement. `ImportReport.is_complete` says whether every row was mapped or left out on purpose.

    Raises
    ------
    ProblemsFound
        If the mapping or a source can't be used at all; then nothing is written, not even the report.
    PmobookError
        If the folder is no engagement, or can't be written to.
    """
    folder = Path(engagement_folder).expanduser()
    if not (folder / "engagement.yaml").is_file():
        open_engagement(folder)
    request = _Request(
        folder.resolve(), Path(mapping_path), tuple(map(Path, sources)), allow_partial, replace, add_business_units
    )
    if not request.sources:
        message = "There is no source to import. Name at least one CSV or Excel file."
        raise PmobookError(message)
    mapping = load_mapping(request.mapping_path)
    tables = _read_sources(request.sources, mapping)
    added = mapping.business_unit.names if add_business_units else {}
    with staged_engagement(request.folder, added) as staging:
        return _import(request, mapping, tables, staging)


def _read_sources(sources: Sequence[Path], mapping: Mapping) -> list[SourceTable]:
    tables: list[SourceTable] = []
    problems: list[Problem] = []
    for path in sources:
        try:
            table = read_source(path, mapping.source)
            table.positions(mapping.headings)
        except ProblemsFound as found:
            problems += found.problems
        else:
            tables.append(table)
    names = Counter(table.name for table in tables)
    problems += [
        Problem(name, f"{count} sources of that name", "names that differ, so that a row can be found again", "Rename one.")
        for name, count in names.items()
        if count > 1
    ]
    if problems:
        raise ProblemsFound(problems)
    return tables


def _import(request: _Request, mapping: Mapping, tables: Sequence[SourceTable], staging: Path) -> ImportReport:
    engagement = open_engagement(staging)
    texts = _business_unit_texts(mapping, engagement, request.mapping_path.name)
    mapped = map_rows(mapping, tables, texts, engagement.parameters.money.scale)
    packs = _packs(mapped.rows)
    problems = problems_of(mapped.notes)
    fit: list[tuple[MadePack, list[str]]] = []
    unchanged: list[str] = []
    for pack in packs:
        same = stage_pack(pack, request.folder, staging)
        found = find_pack_problems(pack, request.folder, engagement, same, replace=request.replace)
        problems += found
        unchanged += [(pack.place / f"{name}.csv").as_posix() for name in same]
        if not found:
            fit.append((pack, same))
    written: list[str] = []
    added: list[str] = []
    if not problems or request.allow_partial:
        added = _add_business_units([pack.business_unit for pack, _ in fit], request.folder, staging)
        for pack, same in fit:
            written += put_in_place(pack, same, request.folder, staging)
    report = ImportReport(
        mapping=request.mapping_path.name,
        sources=tuple(f"{table.name} ({table.described_as})" for table in tables),
        rows_read=sum(len(table.rows) for table in tables),
        blank_rows=sum(table.blank_rows for table in tables),
        counts=_counts(packs, mapped),
        notes=mapped.notes,
        problems=tuple(problems),
        written=tuple(written),
        unchanged=tuple(unchanged),
        added_business_units=tuple(added),
        report_file=f"imports/{slug(request.mapping_path.stem)}.csv",
    )
    _write_report(report, request.folder, staging)
    return report


def _business_unit_texts(mapping: Mapping, engagement: Engagement, name: str) -> dict[str, str]:
    """Return every text that stands for a business unit, in lower case, with its id.

    Raises
    ------
    ProblemsFound
        If the mapping names a business unit that the engagement lacks, or a text stands for two of them.
    """
    rule = mapping.business_unit
    known = engagement.business_units
    named = dict.fromkeys([*rule.aliases, *([rule.constant] if rule.constant else [])])
    problems = [
        Problem(f"business_units/{business_unit}.yaml", "no such file", "a file for each business unit that the mapping names",
                "Add the file with one line, name: and its full name; or give the name in the mapping under business_unit > "
                "names and import with --add-business-units.")
        for business_unit in named
        if business_unit not in known
    ]  # fmt: skip
    owners: dict[str, set[str]] = defaultdict(set)
    for business_unit, unit in known.items():
        for text in (business_unit, unit.name, *unit.former_names, *rule.aliases.get(business_unit, ())):
            owners[squeezed(text).casefold()].add(business_unit)
    problems += [
        Problem(f"{name}, business_unit > aliases", f"{quoted(text)} for {' and '.join(sorted(ids))}",
                "one business unit for each text", "Correct the aliases, or names and former_names in business_units.")
        for text, ids in owners.items()
        if len(ids) > 1
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return {text: next(iter(ids)) for text, ids in owners.items()}


def _packs(rows: Sequence[FormRow]) -> list[MadePack]:
    """Return rows as packs, in order of business unit and quarter; within a form, in order of the source."""
    gathered: dict[tuple[str, Quarter], dict[str, list[FormRow]]] = {}
    for row in rows:
        gathered.setdefault((row.business_unit, row.quarter), {}).setdefault(row.form, []).append(row)
    return [
        MadePack(business_unit, quarter, {name: tuple(found) for name, found in forms.items()})
        for (business_unit, quarter), forms in sorted(gathered.items())
    ]


def _counts(packs: Sequence[MadePack], mapped: MappedRows) -> tuple[FormCount, ...]:
    def place(note: RowNote) -> tuple[str, str, str]:
        return note.business_unit, note.quarter, note.form

    not_assessed = Counter(place(note) for note in mapped.notes if note.kind == "not assessed")
    return tuple(
        FormCount(pack.business_unit, str(pack.quarter), name, len(rows),
                  not_assessed[pack.business_unit, str(pack.quarter), name])
        for pack in packs
        for name, rows in pack.forms.items()
    )  # fmt: skip


def _add_business_units(used: Sequence[str], folder: Path, staging: Path) -> list[str]:
    added = []
    for business_unit in dict.fromkeys(used):
        path = folder / "business_units" / f"{business_unit}.yaml"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            (staging / "business_units" / path.name).rename(path)
            added.append(business_unit)
    return added


def _write_report(report: ImportReport, folder: Path, staging: Path) -> None:
    """Write the list of notes beside the packs in one step."""
    target = folder / report.report_file
    target.parent.mkdir(exist_ok=True)
    draft = staging / "report.csv"
    draft.write_text(report.as_csv(), encoding="utf-8", newline="")
    os.replace(draft, target)  # noqa: PTH105 - says that it replaces
