"""What to say of a run that published and did not come to its end: that it published, so that nobody thinks otherwise."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.record.place import Place
from pmobook.record.publication import Publication, read_publications
from pmobook.run.batch_log import FOLDER

__all__ = ["PublishedBeforeIt", "said_of_the_run_before", "saying_if_published"]

_ENDS = {"batch ends", "batch stopped"}


class PublishedBeforeIt(PmobookError):
    """Something went wrong after a run had published."""


@contextlib.contextmanager
def saying_if_published(results: Place, batch_id: str) -> Iterator[None]:
    """Let what goes wrong while a batch is recorded say that it was published, if it was.

    Raises
    ------
    PublishedBeforeIt
        If something went wrong and the batch is published.
    """
    try:
        yield
    except (OSError, PmobookError) as error:
        number = _number_of(results, batch_id)
        if number is None:
            raise
        why = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        message = (
            f"Published as number {number}, whole; but clearing up after it failed ({why.rstrip('.')}). Nothing is lost: "
            "the next run clears up."
        )
        raise PublishedBeforeIt(message) from None


def said_of_the_run_before(results: Path, publications: tuple[Publication, ...]) -> str:
    """Return a sentence if the run that made the newest publication did not come to its end, and none has since.

    Parameters
    ----------
    results
        The engagement's folder of results, with the logs. Where the log is gone, or on another machine, nothing is said.
    publications
        All there are, the newest last.
    """
    if not publications:
        return ""
    newest = publications[-1]
    logs = sorted((results / FOLDER).glob("*.jsonl"))
    own = results / FOLDER / f"{newest.batch_id}.jsonl"
    if own not in logs or any(_has_ended(log) for log in logs[logs.index(own) :]):
        return ""
    return (
        f"Publication {newest.number} is whole, though the run that made it did not come to its end: it was killed while it "
        "cleared up, or is about to end. Nothing is lost; a run clears up what it left."
    )


def _number_of(results: Place, batch_id: str) -> int | None:
    try:
        return next((one.number for one in read_publications(results) if one.batch_id == batch_id), None)
    except (OSError, PmobookError):  # a storage that refuses can't be asked
        return None


def _has_ended(log: Path) -> bool:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        return bool(lines) and json.loads(lines[-1]).get("event") in _ENDS
    except (OSError, ValueError, AttributeError):
        return False
