"""Results that one notebook has ready, each in a folder of its own, until the runner records them."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pmobook.errors import PmobookError
from pmobook.record.durable import replace_file, sync_folder
from pmobook.record.frames import to_arrow
from pmobook.record.place import Place, place_of, remove_tree
from pmobook.record.remote import RemotePath
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter, is_id, nearest

__all__ = ["Recorded", "StagedResults", "read_staged", "stage", "staged_folder"]

COMPLETE = "complete.json"
"""Written last: a folder without it holds no results."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,79}\Z")


@dataclass(frozen=True)
class StagedResults:
    """One notebook's results for one business unit, complete and unharmed.

    Attributes
    ----------
    folder
        Where they stand.
    notebook, business_unit, quarter, run_id
        Whose they are.
    digests
        Table name to SHA-256 of its file.
    """

    folder: Place
    notebook: str
    business_unit: str
    quarter: str
    run_id: str
    digests: Mapping[str, str]

    def table(self, name: str) -> pa.Table:
        """Return the rows of one of its tables.

        Raises
        ------
        PmobookError
            If somebody has removed them meanwhile.
        """
        try:
            content = (self.folder / f"{name}.parquet").read_bytes()
        except FileNotFoundError:
            message = (
                f"{self.folder} was removed before the results in it could be recorded. Nothing was published; run the same "
                "command again, and leave results/staging alone meanwhile."
            )
            raise PmobookError(message) from None
        return pq.read_table(io.BytesIO(content), schema=TABLES[name].schema, partitioning=None)


@dataclass(frozen=True)
class Recorded:
    """What a notebook's last cell shows: what was recorded, or that it was run by hand."""

    sentence: str

    def _repr_html_(self) -> str:
        return f'<p class="pmo-note">{html.escape(self.sentence)}</p>'

    def __str__(self) -> str:
        return self.sentence


def staged_folder(staging: Place, quarter: str, business_unit: str, notebook: str, run_id: str) -> Place:
    """Return where a run's results stand; every part is checked, so that none can lead elsewhere.

    Raises
    ------
    ValueError
        If a part is not what it should be.
    """
    Quarter.parse(quarter)
    if not is_id(business_unit) or not _NAME.match(notebook) or not _NAME.match(run_id):
        message = f"no ids: business unit {business_unit!r}, notebook {notebook!r}, run {run_id!r}"
        raise ValueError(message)
    return staging / quarter / business_unit / notebook / run_id


def stage(
    staging: str | Place,
    notebook: str,
    business_unit: str,
    quarter: str | Quarter,
    run_id: str,
    tables: Mapping[str, pd.DataFrame],
) -> Recorded:
    """Put a notebook's results where the runner finds them.

    Parameters
    ----------
    staging
        The folder for results, as the runner gives it; empty when the notebook is run by hand: then the results are
        checked and nothing is recorded.
    notebook
        The notebook's name without its ending.
    business_unit, quarter, run_id
        Whose results they are; put before every row.
    tables
        Table name to frame with exactly the table's own columns.

    Returns
    -------
    Recorded
        A sentence to show.

    Raises
    ------
    ValueError
        If a frame is not what its table wants, with everything that is wrong: a mistake of ours.
    """
    stamp = {"quarter": str(quarter), "business_unit": business_unit, "run_id": run_id}
    rows = _checked(tables, stamp)
    if not str(staging):
        return Recorded("Run by hand: the results above were checked and not recorded.")
    folder = staged_folder(place_of(staging), str(quarter), business_unit, notebook, run_id)
    files = {f"{name}.parquet": _parquet(table) for name, table in sorted(rows.items())}
    digests = {name.removesuffix(".parquet"): hashlib.sha256(content).hexdigest() for name, content in files.items()}
    files[COMPLETE] = json.dumps({"notebook": notebook, **stamp, "tables": digests}, indent=1, sort_keys=True).encode()
    if isinstance(folder, RemotePath):
        for name, content in files.items():  # the statement comes last: what it names is there before it
            (folder / name).write_bytes(content)
    else:
        _put_in_place(_draft(folder, files), folder, digests)
    parts = ", ".join(f"{name.replace('_', ' ')} ({table.num_rows})" for name, table in sorted(rows.items()))
    return Recorded(f"Recorded for {business_unit}, {quarter}: {parts}.")


def read_staged(folder: Place) -> StagedResults | None:
    """Return the results in a folder, or None if they are not complete or a file is not as it was written."""
    try:
        complete = json.loads((folder / COMPLETE).read_bytes())
        for name, digest in complete["tables"].items():
            content = (folder / f"{name}.parquet").read_bytes()
            if name not in TABLES or hashlib.sha256(content).hexdigest() != digest:
                return None
        found = StagedResults(
            folder, complete["notebook"], complete["business_unit"], complete["quarter"], complete["run_id"], complete["tables"]
        )
        at_home = staged_folder(Path(), found.quarter, found.business_unit, found.notebook, found.run_id)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # A broken or half-written folder is the same as none: its notebook runs again.
        return None
    return found if folder.parts[-4:] == at_home.parts else None


def _checked(tables: Mapping[str, pd.DataFrame], stamp: Mapping[str, str]) -> dict[str, pa.Table]:
    rows, faults = {}, []
    for name, frame in tables.items():
        if name not in TABLES or name == "runs":
            guess = nearest(name, TABLES)
            faults.append(f"there is no table {name}" + (f" (did you mean {guess}?)" if guess else ""))
            continue
        try:
            rows[name] = to_arrow(TABLES[name], frame, stamp)
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ValueError("; ".join(faults))
    return rows


def _parquet(rows: pa.Table) -> bytes:
    """Return a table as Parquet; the same rows give the same bytes."""
    buffer = io.BytesIO()
    pq.write_table(rows, buffer, compression="zstd", use_dictionary=True)
    return buffer.getvalue()


def _draft(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files beside the folder that they are to be in; `COMPLETE` is made safe on the disk."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.partial")
    draft.mkdir()
    for name, content in files.items():
        if name == COMPLETE:
            replace_file(draft / name, content)
        else:
            (draft / name).write_bytes(content)
    return draft


def _put_in_place(draft: Path, folder: Path, digests: Mapping[str, str]) -> None:
    """Give a finished draft its name; where the same results stand already, those stay."""
    standing = read_staged(folder) if folder.exists() else None
    if standing is not None and dict(standing.digests) == dict(digests):
        remove_tree(draft)
        return
    if folder.exists():
        remove_tree(folder)
    draft.rename(folder)
    sync_folder(folder.parent)
