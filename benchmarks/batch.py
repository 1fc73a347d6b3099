"""A batch of `pmobook run` beside a loop of `papermill` commands over the same notebooks, in one run.

    python benchmarks/batch.py [BUSINESS_UNITS]

The machine may be busy, so the ratio counts, not the seconds. The loop gets everything a user would give it for nothing: it
records no results, checks no pack twice and keeps no history.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
QUARTER = "2026Q3"


def _seconds(commands: list[list[str]]) -> float:
    started = time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True, cwd=ROOT / "notebooks", capture_output=True)
    return time.perf_counter() - started


def main(business_units: int) -> None:
    """Print both times and their ratio."""
    programs = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "organisation"
        generate = [
            str(programs / "pmobook"),
            "generate",
            str(folder),
            "--business-units",
            str(business_units),
            "--quarters",
            "4",
        ]
        subprocess.run(generate, check=True, capture_output=True)
        units = sorted(path.stem for path in (folder / "business_units").glob("*.yaml"))
        given = ["--no-progress-bar", "-p", "engagement", str(folder), "-p", "quarter", QUARTER, "-p", "business_unit"]
        loop = [
            [str(programs / "papermill"), str(notebook), f"{place}/{unit}_{notebook.name}", *given, unit]
            for unit in units
            for notebook in NOTEBOOKS
        ]
        batch = [[str(programs / "pmobook"), "run", str(folder), "--quarter", QUARTER]]
        seconds_batch, seconds_loop = _seconds(batch), _seconds(loop)
        seconds_again = _seconds(batch)
    notebooks = len(loop)
    print(f"{len(units)} business units x {len(NOTEBOOKS)} notebooks")
    print(f"loop of papermill commands   {seconds_loop:7.1f} s   {seconds_loop / notebooks:6.2f} s a notebook")
    print(f"pmobook run                  {seconds_batch:7.1f} s   {seconds_batch / notebooks:6.2f} s a notebook")
    print(f"pmobook run, nothing changed {seconds_again:7.1f} s")
    print(f"ratio loop / batch           {seconds_loop / seconds_batch:7.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
