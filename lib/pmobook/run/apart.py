"""A run in a place of its own, by a method of another day: nothing of the engagement's own results is touched.

What has been read of a method is remembered in a process, so each such run has a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pmobook.errors import PmobookError
from pmobook.inputs.channels import without_channels
from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.inputs.pool import CONTRIBUTED, POOL
from pmobook.method.places import METHOD_OF_ANOTHER_DAY
from pmobook.record.methods_kept import unpack_method
from pmobook.record.place import results_place
from pmobook.run.scratch import scratch_folder
from pmobook.vocabulary import Quarter

__all__ = ["copy_apart", "run_apart"]

_INPUTS = ("engagement.yaml", "business_units", "inputs", "maturity", POOL, CONTRIBUTED)
"""All that results depend on in an engagement's folder."""


@contextmanager
def copy_apart(engagement: Engagement, method_digest: str | None) -> Iterator[tuple[Path, Path | None]]:
    """Copy what an engagement's results depend on to a folder that goes afterwards, with a method that was kept.

    Yields
    ------
    tuple of Path
        The copy, and the method's folder; None for the workbook's own method.
    """
    with scratch_folder() as place:
        for part in _INPUTS:
            source = engagement.folder / part
            if source.is_dir():
                shutil.copytree(source, place / "engagement" / part, symlinks=True)
            elif source.is_file():
                (place / "engagement").mkdir(exist_ok=True)
                (place / "engagement" / part).write_bytes(without_channels(source.read_bytes()))
        if method_digest is None:
            yield place / "engagement", None
        else:
            unpack_method(results_place(engagement.folder), method_digest, place / "method")
            yield place / "engagement", place / "method"


def run_apart(folder: Path, method: Path | None, quarter: Quarter, choice: Mapping[str, Any]) -> list[str]:
    """Run an engagement in a process of its own and return what failed, one sentence a notebook.

    Parameters
    ----------
    folder
        The engagement's folder, a copy.
    method
        The folder of the method to run by; None for the workbook's own.
    choice
        ``business_units``, ``notebooks``, ``parameters``, ``workers`` and ``notebook_folder`` as
        `pmobook.run.batch.run_engagement` takes them, in JSON's types.

    Raises
    ------
    PmobookError
        If it could not run at all, such as when the method can't be read by this version.
    """
    environment = {name: value for name, value in os.environ.items() if name != METHOD_OF_ANOTHER_DAY}
    if method is not None:
        environment |= {METHOD_OF_ANOTHER_DAY: str(method), "PMOBOOK_WARM_KERNELS": "0"}  # nothing of today's method may be there
    asked = json.dumps({"folder": str(folder), "quarter": str(quarter), **choice})
    done = subprocess.run(
        [sys.executable, "-m", "pmobook.run.apart"], input=asked, env=environment, capture_output=True, text=True, check=False
    )
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), f"status {done.returncode}")
        answer = {"refused": f"An error of ours: {last}"}
    if "refused" in answer:
        by = (
            "the workbook's own method"
            if method is None
            else "the method of that day, which this version may not be able to read"
        )
        message = f"{quarter} could not be computed again by {by}: {answer['refused']}"
        raise PmobookError(message)
    return list(answer["failed"])


def main() -> None:
    """Run what standard input says, and answer in JSON on standard output."""
    from pmobook.run.batch import run_engagement  # noqa: PLC0415 - reads the method, which a method of another day may refuse

    asked = json.loads(sys.stdin.read())
    place = asked.pop("notebook_folder", None)
    try:
        report = run_engagement(
            open_engagement(asked.pop("folder")),
            Quarter.parse(asked.pop("quarter")),
            notebook_folder=Path(place) if place else None,
            storage="",  # a copy's results stay in the copy
            **asked,
        )
    except PmobookError as error:
        answer: dict[str, Any] = {"refused": str(error)}
    else:
        failed = [row for row in report.rows if row.status not in {"ran", "kept"}]
        answer = {"failed": [f"{row.business_unit}, {row.notebook} {row.status}: {row.reason}" for row in failed]}
    sys.stdout.write(f"\n{json.dumps(answer)}\n")


if __name__ == "__main__":
    main()
