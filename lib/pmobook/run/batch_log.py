"""The log of a batch: one line of JSON for each notebook when it ends, which a machine can read while the batch goes on."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from pathlib import Path

from pmobook.run.job import now

__all__ = ["FOLDER", "BatchLog"]

FOLDER = "log"
"""Below ``results``."""


class BatchLog:
    """Appends lines to ``results/log/<batch>.jsonl``.

    A log is for whoever watches: where it can't be written, the batch goes on without it.

    Parameters
    ----------
    results
        The engagement's folder of results.
    batch_id
        The batch.
    keep
        So many logs stay; the oldest go.
    """

    def __init__(self, results: Path, batch_id: str, keep: int) -> None:
        self.path = results / FOLDER / f"{batch_id}.jsonl"
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            older = sorted(path for path in self.path.parent.glob("*.jsonl") if path != self.path)
            for path in older[: max(len(older) - keep + 1, 0)]:
                path.unlink(missing_ok=True)

    def write(self, event: str, **said: object) -> None:
        """Append one line: the moment, what it is about, and what is said of it."""
        line = json.dumps({"at": _written(now()), "event": event, **{name: _written(value) for name, value in said.items()}})
        with contextlib.suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _written(value: object) -> object:
    return value.isoformat(timespec="milliseconds") if isinstance(value, dt.datetime) else value
