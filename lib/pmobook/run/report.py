"""What became of a batch: one outcome for each business unit and notebook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from pmobook.record.publication import Publication
from pmobook.record.tables import TABLES
from pmobook.run.fingerprint import Fingerprint
from pmobook.vocabulary import Quarter

__all__ = ["FAILED", "KEPT", "RAN", "SKIPPED", "BatchReport", "Outcome", "Progress", "runs_frame"]

RAN = "ran"
"""Its notebook ran in this batch and its results are recorded."""
KEPT = "kept"
"""Its results still hold, or were ready from a run that was stopped."""
FAILED = "failed"
"""Its pack has problems or its notebook failed; what was recorded before stands."""
SKIPPED = "skipped"
"""Nothing was handed in, or another notebook of the business unit failed; what was recorded before stands."""


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook for one business unit.

    Attributes
    ----------
    business_unit, notebook
        Which.
    status
        ran, kept, failed or skipped.
    reason
        Why, in the words of who filled in the forms; several lines if there are several problems. Empty if it ran.
    started_at, finished_at
        When, with zone; the moment it was decided if no notebook ran.
    fingerprint
        What its results depend on; None if its pack could not be read.
    """

    business_unit: str
    notebook: str
    status: str
    reason: str
    started_at: dt.datetime
    finished_at: dt.datetime
    fingerprint: Fingerprint | None = None

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def run_id(self) -> str:
        """The run's id; empty if its pack could not be read."""
        return self.fingerprint.run_id if self.fingerprint else ""


@dataclass(frozen=True)
class BatchReport:
    """The end of a batch.

    Attributes
    ----------
    batch_id
        Its id.
    quarter
        The quarter assessed.
    rows
        The outcomes, by business unit and notebook.
    publication
        What was published; None if nothing was new.
    run_before
        A sentence on the run before, if it published and did not come to its end; else empty.
    """

    batch_id: str
    quarter: Quarter
    rows: tuple[Outcome, ...]
    publication: Publication | None
    run_before: str = ""

    @property
    def exit_status(self) -> int:
        """1 if anything failed, else 0."""
        return int(any(row.status == FAILED for row in self.rows))


class Progress(Protocol):
    """Told how a batch goes, from the runner's own process."""

    def planned(self, notebooks: int) -> None:
        """So many outcomes will come."""

    def started(self, business_unit: str, notebook: str) -> None:
        """A notebook begins to run."""

    def finished(self, outcome: Outcome) -> None:
        """An outcome is known; one that ran may still be held back when another of its business unit fails."""

    def outlook(self, seconds: float | None) -> None:
        """It will take about so many seconds more; None if nobody can say."""


def runs_frame(outcomes: tuple[Outcome, ...], quarter: Quarter, batch_id: str) -> pd.DataFrame:
    """Return outcomes as rows of the table ``runs``, without the number of the publication."""
    names = [column.name for column in TABLES["runs"].columns if column.name != "publication"]
    return pd.DataFrame([_row(outcome, quarter, batch_id) for outcome in outcomes], columns=names)


def _row(outcome: Outcome, quarter: Quarter, batch_id: str) -> dict[str, object]:
    taken = outcome.fingerprint
    return {
        "quarter": str(quarter),
        "business_unit": outcome.business_unit,
        "run_id": outcome.run_id,
        "batch_id": batch_id,
        "notebook": outcome.notebook,
        "status": outcome.status,
        "reason": outcome.reason,
        "fingerprint": taken.digest if taken else None,
        "input_digest": taken.input_digest if taken else None,
        "inputs": (taken.inputs or None) if taken else None,
        "method_digest": taken.method_digest if taken else None,
        "method_read": (taken.method_read or None) if taken else None,
        "library_version": taken.library_version if taken else None,
        "library_digest": taken.library_digest if taken else None,
        "notebook_digest": taken.notebook_digest if taken else None,
        "parameters": taken.parameters if taken else None,
        "seed": taken.seed if taken else None,
        "started_at": outcome.started_at,
        "finished_at": outcome.finished_at,
        "seconds": outcome.seconds,
    }
