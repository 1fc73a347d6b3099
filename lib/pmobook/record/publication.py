"""Publications: the numbered statements of what is recorded, each naming one version of every table."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from pmobook.errors import PmobookError
from pmobook.record.durable import create_file
from pmobook.record.place import Place
from pmobook.record.remote import RemotePath
from pmobook.vocabulary import Quarter

__all__ = ["Publication", "read_publications", "write_publication"]

_FILE = re.compile(r"\d{6}\.json\Z")
_AT_ONCE = 8


@dataclass(frozen=True)
class Publication:
    """What was recorded at one moment, in one step.

    Attributes
    ----------
    number
        Counts from 1.
    batch_id
        The batch that made it.
    quarter
        The quarter that the batch assessed.
    committed_at
        When, with its zone.
    library_version
        The version of pmobook that made it.
    table_versions
        Table name to the version of it that readers of this publication see. A table that isn't named had no rows yet.
    business_units
        Those whose results this batch brought, or found unchanged.
    failed
        Those that failed in this batch; what they had before still stands.
    results
        Business unit to notebook to the run id whose rows stand for the quarter after this publication.
    """

    number: int
    batch_id: str
    quarter: str
    committed_at: dt.datetime
    library_version: str
    table_versions: Mapping[str, int] = field(default_factory=dict)
    business_units: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    results: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_publications(results: Place) -> tuple[Publication, ...]:
    """Return every publication of a results folder, oldest first; none if it has none.

    Raises
    ------
    PmobookError
        If one can't be read, which only a hand or a disk can have done.
    """
    folder = results / "publications"
    if isinstance(folder, RemotePath):
        return _read_remote(folder)
    names = sorted(path for path in folder.glob("*.json") if _FILE.match(path.name)) if folder.is_dir() else []
    return tuple(_read(path, path.read_bytes()) for path in names)


def write_publication(results: Place, publication: Publication) -> None:
    """Make a publication visible, in one step.

    Raises
    ------
    FileExistsError
        If its number is taken.
    """
    content: dict[str, Any] = dataclasses.asdict(publication)
    content["committed_at"] = publication.committed_at.isoformat()
    path = results / "publications" / f"{publication.number:06d}.json"
    create_file(path, json.dumps(content, indent=1, sort_keys=True).encode())


def _read_remote(folder: RemotePath) -> tuple[Publication, ...]:
    """Read what stands in an object store, several at once, and again only what isn't as it was."""
    found = [(path, tag) for path, tag in folder.listed() if path.parent == folder and _FILE.match(path.name)]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return tuple(pool.map(_read_tagged, *zip(*found, strict=True))) if found else ()


@functools.lru_cache(maxsize=1000)
def _read_tagged(path: RemotePath, tag: str) -> Publication:  # noqa: ARG001 - another content has another tag
    return _read(path, path.read_bytes())


def _read(path: Place, said: bytes) -> Publication:
    try:
        content = json.loads(said)
        content["committed_at"] = dt.datetime.fromisoformat(content["committed_at"])
        for name in ("business_units", "failed"):
            content[name] = tuple(content[name])
        Quarter.parse(content["quarter"])
        publication = Publication(**content)
    except (ValueError, KeyError, TypeError, PmobookError) as error:
        message = (
            f"{path} can't be read as a publication ({error}). Bring the file back from a backup; "
            "without it nobody can say what was published then."
        )
        raise PmobookError(message) from None
    if path.name != f"{publication.number:06d}.json":
        message = f"{path} says it is publication {publication.number}. Bring the file back from a backup."
        raise PmobookError(message)
    return publication
