"""The files behind the tables: still there when a batch is to be recorded, and safe on the disk before it is published."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from pmobook.errors import PmobookError
from pmobook.record.durable import sync_file, sync_folder
from pmobook.record.place import Place
from pmobook.record.remote import RemotePath, delta_options, told_plainly

__all__ = [
    "open_latest",
    "open_version",
    "options_at",
    "refuse_lost_tables",
    "say_if_storage_refuses",
    "sync_tables",
    "sync_versions",
    "table_folder",
]

_STORAGE_SAYS = re.compile(r"Generic \w+ error: |\(os error \d+\)")


def table_folder(results: Place, name: str) -> Place:
    """Return where a table of the results stands."""
    return results / "tables" / name


def options_at(folder: Place) -> dict[str, str] | None:
    """Return what `deltalake` must be told to reach a folder; nothing on this machine's disk."""
    return delta_options(folder) if isinstance(folder, RemotePath) else None


def open_latest(folder: Place) -> DeltaTable:
    """Open a table as it was last committed, published or not."""
    with told_plainly(folder):
        return DeltaTable(str(folder), storage_options=options_at(folder))


def open_version(results: Place, name: str, version: int) -> DeltaTable:
    """Open a table at a version that a publication names.

    Raises
    ------
    PmobookError
        If the table, or that version of it, is lost, which only a hand or a disk can have done.
    """
    folder = table_folder(results, name)
    try:
        with told_plainly(folder):
            return DeltaTable(str(folder), version=version, storage_options=options_at(folder))
    except DeltaError as error:
        message = (
            f"{folder} is lost or damaged: version {version} of the table, which was published, can't be opened "
            f"({str(error).splitlines()[0]}). Bring the folder back from a backup, together with the rest of {results}. "
            "Nothing was changed."
        )
        raise PmobookError(message) from None


def refuse_lost_tables(results: Place, versions: Mapping[str, int]) -> None:
    """Refuse to go on without a table that is published.

    Made anew, it would be empty, and the rows of every business unit and quarter that a batch doesn't bring would be gone.

    Parameters
    ----------
    results
        The engagement's ``results`` folder.
    versions
        Table name to the version that the newest publication names.

    Raises
    ------
    PmobookError
        If one is lost, or is only there as it was before that version.
    """
    for name, version in sorted(versions.items()):
        open_version(results, name, version)


@contextlib.contextmanager
def say_if_storage_refuses(folder: Place) -> Iterator[None]:
    """Say in words that a table couldn't be written because the disk is full or storage refuses; every other error is ours.

    Raises
    ------
    PmobookError
        If storage refused. Nothing has been published then.
    """
    if isinstance(folder, RemotePath):
        with told_plainly(folder):
            yield
        return
    try:
        yield
    except (DeltaError, OSError) as error:
        said = str(error).strip() or type(error).__name__
        if not _STORAGE_SAYS.search(said):
            raise
        reason = said.splitlines()[0].rpartition(": ")[2]
        message = (
            f"{folder} can't be written: {reason}. Nothing was published, and what has run is kept. Check that the disk has room "
            "and that you may write there, then run the same command again."
        )
        raise PmobookError(message) from error


def sync_versions(folder: Place, after: int, last: int) -> None:
    """Make a table's versions survive a loss of power: their entries in the log, the rows these name, and the names.

    Parameters
    ----------
    folder
        The table's folder.
    after
        The last version that is safe already; -1 if none is.
    last
        The last version to make safe.

    Notes
    -----
    What an object store has accepted is safe already.
    """
    if not isinstance(folder, Path):
        return
    log = folder / "_delta_log"
    folders = {log}
    for version in range(after + 1, last + 1):
        entry = log / f"{version:020d}.json"
        for line in entry.read_text(encoding="utf-8").splitlines():
            added = json.loads(line).get("add")
            if added:
                rows = folder / unquote(added["path"])
                sync_file(rows)
                folders.add(rows.parent)
        sync_file(entry)
    for checkpoint in (*log.glob("*.checkpoint*.parquet"), log / "_last_checkpoint"):
        if checkpoint.is_file():
            sync_file(checkpoint)
    for each in sorted({folder, *folders}):
        sync_folder(each)


def sync_tables(results: Place) -> None:
    """Make the names of new tables survive a loss of power, once what stands in them is safe."""
    if isinstance(results, Path):
        for each in (results / "tables", results):
            sync_folder(each)
