"""Whether every worker of a cluster has the runner's workbook and reaches the engagement, asked before anything begins."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pmobook.errors import PmobookError
from pmobook.record.place import Place, make_folder, place_of
from pmobook.run.cluster_worker import Seen, differences, look_around
from pmobook.run.fingerprint import Workbook
from pmobook.run.job import Job

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["check_workers"]

_ANSWER_WITHIN = 60
_SHOWN = 5


def check_workers(client: Client, jobs: Iterable[Job], workbook: Workbook) -> None:
    """Refuse to begin unless each worker has the same workbook, reads the same files and writes where the runner reads.

    Parameters
    ----------
    client
        Connected to the scheduler.
    jobs
        What is to be executed: the engagement's file and the notebooks must be reached, and the staging folder written to.
    workbook
        The runner's.

    Raises
    ------
    PmobookError
        With every worker that can't take part, and why.
    """
    jobs = tuple(jobs)
    staging = place_of(str(jobs[0].parameters["staging"]))
    make_folder(staging)
    mark = f".reach.{secrets.token_hex(8)}"
    digests = _digests(jobs)
    try:
        answers = client.run(look_around, digests, str(staging / mark), on_error="return")
        faults = [f"{address}: {fault}" for address, answer in answers.items() if (fault := _fault(answer, workbook, staging))]
    finally:
        for path in staging.glob(f"{mark}*"):
            path.unlink(missing_ok=True)
    if faults:
        listed = "\n".join(f"- {fault}" for fault in sorted(faults)[:_SHOWN])
        more = f"\n- and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        message = (
            f"{len(faults)} of the cluster's {len(answers)} workers can't take part; nothing was run.\n{listed}{more}\n"
            "Every worker needs the same version of the workbook and the same paths to the engagement and its notebooks."
        )
        raise PmobookError(message)


def _digests(jobs: Iterable[Job]) -> Mapping[str, str]:
    """Return the files that every worker must see with the same content, and their digests."""
    jobs = tuple(jobs)
    files = {job.source for job in jobs} | {Path(str(job.parameters["engagement"])) / "engagement.yaml" for job in jobs}
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def _fault(answer: Seen | BaseException, workbook: Workbook, staging: Place) -> str:
    """Say why a worker can't take part; nothing if it can."""
    if isinstance(answer, ImportError):
        return f"pmobook and all it needs are not installed there ({answer})"
    if isinstance(answer, BaseException):
        return f"it could not be asked ({type(answer).__name__}: {answer})"
    not_seen = [f"it doesn't see {name}" for name in answer.missing]
    other = [f"it sees another {name} than the runner does" for name in answer.other]
    refused = [f"it can't write to {staging} ({answer.refusal})"] if answer.refusal else []
    elsewhere = [f"what it writes to {staging} is not seen by the runner: it is another folder of the same name"]
    unseen = [] if place_of(answer.written).is_file() else elsewhere
    return next(iter([*filter(None, [differences(answer.workbook, workbook)]), *not_seen, *other, *refused, *unseen]), "")
