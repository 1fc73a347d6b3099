"""Recording a batch: every table in one commit each, and then, in one step, the publication that shows them."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
from deltalake import DeltaTable, PostCommitHookProperties, write_deltalake

from pmobook import __version__
from pmobook.errors import PmobookError
from pmobook.record.frames import to_arrow
from pmobook.record.place import Place, make_folder
from pmobook.record.publication import Publication, read_publications, write_publication
from pmobook.record.quiet import without_panics
from pmobook.record.remote import told_plainly
from pmobook.record.staging import StagedResults
from pmobook.record.table_files import (
    open_latest,
    open_version,
    options_at,
    refuse_lost_tables,
    say_if_storage_refuses,
    sync_tables,
    sync_versions,
    table_folder,
)
from pmobook.record.tables import TABLES, Table
from pmobook.vocabulary import Quarter

__all__ = ["Batch", "commit"]

_NEVER = "interval 36500 days"
# Publications name versions, so no version is ever cleaned away.
_KEEP_HISTORY = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": _NEVER,
    "delta.deletedFileRetentionDuration": _NEVER,
}
_TABLES_AT_ONCE = 4
_WORD = re.compile(r"[a-z0-9_]{1,80}\Z")
_AFTER_COMMIT = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)


@dataclass(frozen=True)
class Batch:
    """What a batch brings besides its results.

    Attributes
    ----------
    batch_id
        Its id.
    quarter
        The quarter it assessed.
    notebooks
        Every notebook there is. A business unit that brings results loses those of notebooks that are no more.
    unchanged
        Business units whose standing results still hold.
    failed
        Business units that failed.
    """

    batch_id: str
    quarter: Quarter
    notebooks: Collection[str]
    unchanged: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def commit(
    results: Place,
    staged: Sequence[StagedResults],
    runs: pd.DataFrame,
    batch: Batch,
    confirm: Callable[[], None] | None = None,
) -> Publication:
    """Record a batch's results and publish them.

    For each business unit that brings results, the rows of the notebooks that ran are replaced, those of its other
    notebooks stay, and every other business unit and quarter is left alone. Until the publication is written, readers
    see nothing of it; what a run that was killed had committed without publishing is undone first.

    Parameters
    ----------
    results
        Where the engagement's results are kept; their lock must be held.
    staged
        The results of each notebook that ran, all of the batch's quarter.
    runs
        Rows of the table ``runs`` with their quarter, business unit and run id, without ``publication``.
    batch
        What else the publication says.
    confirm
        Asked before each write, and raises if the lock is no longer held.

    Returns
    -------
    Publication
        As written.

    Raises
    ------
    ValueError
        If results of another quarter, or of one notebook twice, are among ``staged``.
    PmobookError
        If a table that is published is lost.
    """
    earlier = read_publications(results)
    versions = dict(earlier[-1].table_versions) if earlier else {}
    refuse_lost_tables(results, versions)
    standing = next((each.results for each in reversed(earlier) if each.quarter == str(batch.quarter)), {})
    after = _standing_after(standing, staged, batch)
    brought = {each.business_unit for each in staged}
    kept_runs = {run for unit in brought for run in after[unit].values()} - {each.run_id for each in staged}
    number = earlier[-1].number + 1 if earlier else 1
    confirm = confirm or _held

    def record(table: Table) -> int | None:
        rows = to_arrow(table, runs.assign(publication=number), None) if table.name == "runs" else _rows(table, staged)
        if table.name not in versions and not rows.num_rows:
            return None
        replaced = None if table.name == "runs" else _replaced(batch.quarter, brought, kept_runs)
        return _write(results, table, versions.get(table.name), rows, replaced, confirm)

    written = _at_once(record, [table for table in TABLES.values() if brought or table.name == "runs"])
    versions |= {name: version for name, version in written.items() if version is not None}
    sync_tables(results)
    publication = Publication(
        number=number,
        batch_id=batch.batch_id,
        quarter=str(batch.quarter),
        committed_at=dt.datetime.now(dt.UTC),
        library_version=__version__,
        table_versions=versions,
        business_units=tuple(sorted(brought | set(batch.unchanged))),
        failed=tuple(sorted(batch.failed)),
        results=after,
    )
    confirm()
    write_publication(results, publication)
    return publication


def _at_once(record: Callable[[Table], int | None], tables: Sequence[Table]) -> dict[str, int | None]:
    """Record tables, some at once, since each waits for the disk; return what was returned of each.

    None is begun after one has failed; the first error, in the tables' order, is raised when nothing is being written any more.
    """
    failed = threading.Event()

    def begin(table: Table) -> int | None:
        if failed.is_set():
            return None
        try:
            return record(table)
        except BaseException:
            failed.set()
            raise

    with without_panics(), ThreadPoolExecutor(_TABLES_AT_ONCE) as pool:
        return dict(zip([table.name for table in tables], pool.map(begin, tables), strict=True))


def _held() -> None:
    """Take it that the lock is held, as it is while a process lives that holds one on its own disk."""


def _standing_after(
    standing: Mapping[str, Mapping[str, str]], staged: Sequence[StagedResults], batch: Batch
) -> dict[str, dict[str, str]]:
    """Return whose runs stand after the batch: business unit to notebook to run id."""
    after = {unit: dict(notebooks) for unit, notebooks in standing.items()}
    fresh: set[tuple[str, str]] = set()
    for each in staged:
        place = (each.business_unit, each.notebook)
        if each.quarter != str(batch.quarter) or place in fresh:
            message = f"results of {place} for {each.quarter} don't belong once into a batch of {batch.quarter}"
            raise ValueError(message)
        fresh.add(place)
        after.setdefault(each.business_unit, {})[each.notebook] = each.run_id
    for unit in {unit for unit, _ in fresh}:
        after[unit] = {name: run for name, run in after[unit].items() if name in batch.notebooks or (unit, name) in fresh}
    return after


def _rows(table: Table, staged: Iterable[StagedResults]) -> pa.Table:
    parts = [each.table(table.name) for each in staged if table.name in each.digests]
    return pa.concat_tables([table.schema.empty_table(), *parts])


def _replaced(quarter: Quarter, business_units: Collection[str], kept_runs: Collection[str]) -> str:
    """Return the condition of the rows that a commit replaces; made of a quarter and checked ids alone."""
    condition = f"quarter = '{quarter}' AND business_unit IN ({_listed(business_units)})"
    return f"{condition} AND run_id NOT IN ({_listed(kept_runs)})" if kept_runs else condition


def _listed(words: Collection[str]) -> str:
    for word in words:
        if not _WORD.match(word):
            message = f"{word!r} is no id"
            raise ValueError(message)
    return ", ".join(f"'{word}'" for word in sorted(words))


def _write(
    results: Place, table: Table, published: int | None, rows: pa.Table, replaced: str | None, confirm: Callable[[], None]
) -> int:
    """Commit rows to one table, on top of its published version, safe on the disk, and return the new version."""
    confirm()
    folder = table_folder(results, table.name)
    target = _settled(results, table, published)
    rows = _described_as_recorded(rows, target)
    expected = target.version() + 1
    with say_if_storage_refuses(folder):
        if replaced is None or target.version() == 0:  # nothing to replace in a table that was just made
            write_deltalake(target, rows, mode="append", schema_mode="merge", post_commithook_properties=_AFTER_COMMIT)
        else:
            write_deltalake(
                target, rows, mode="overwrite", predicate=replaced, schema_mode="merge", post_commithook_properties=_AFTER_COMMIT
            )
    version = open_latest(folder).version()
    if version != expected:
        message = (
            f"{folder} was written to by somebody else meanwhile: it is at version {version} instead of {expected}. Nothing was "
            "published. Make sure that nothing else writes there, then run again."
        )
        raise PmobookError(message)
    sync_versions(folder, -1 if published is None else published, version)
    return version


def _described_as_recorded(rows: pa.Table, target: DeltaTable) -> pa.Table:
    """Return rows whose known columns bring no description, so that one reworded since the table was made stops no commit."""
    known = {one.name for one in target.schema().fields}
    return rows.cast(pa.schema([one.remove_metadata() if one.name in known else one for one in rows.schema]))


def _settled(results: Place, table: Table, published: int | None) -> DeltaTable:
    """Open a table, make it if it was never published, and undo what was committed to it and not published."""
    folder = table_folder(results, table.name)
    if published is not None:
        open_version(results, table.name, published)
    elif not _is_table(folder):
        return _make(folder, table)
    target = open_latest(folder)
    wanted = published or 0  # version 0 is the empty table as it was made
    if target.version() != wanted:
        with say_if_storage_refuses(folder):
            target.restore(wanted)
        target = open_latest(folder)
    return target


def _is_table(folder: Place) -> bool:
    with told_plainly(folder):
        return DeltaTable.is_deltatable(str(folder), storage_options=options_at(folder))


def _make(folder: Place, table: Table) -> DeltaTable:
    make_folder(folder)
    with say_if_storage_refuses(folder):
        return DeltaTable.create(
            str(folder),
            table.schema,
            partition_by=["quarter"],
            name=table.name,
            description=table.meaning,
            configuration=_KEEP_HISTORY,
            storage_options=options_at(folder),
        )
