"""A batch of `pmobook run` beside stock papermill and beside plain functions, over the same notebooks, in one run.

    python benchmarks/batch.py [BUSINESS_UNITS] [--demo] [--skip-papermill]

The machine may be busy, so the ratios count, not the seconds. Papermill gets everything a user would give it for nothing: it
records no results, checks no pack twice and keeps no history. The plain functions are the cells of the notebooks, one after the
other in one process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
PROGRAMS = Path(sys.executable).parent
QUARTER = "2026Q3"
PLAIN = """
import json, sys
notebooks, engagement, units = json.loads(sys.argv[1])
for unit in units:
    for path in notebooks:
        names = {}
        for cell in json.load(open(path))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                if "parameters" in cell["metadata"].get("tags", []):
                    names |= {"engagement": engagement, "business_unit": unit, "quarter": "2026Q3"}
"""


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, cwd=ROOT / "notebooks", capture_output=True)


def _make(folder: Path, business_units: int, *, demo: bool) -> list[str]:
    if demo:
        shutil.copytree(ROOT / "params" / "demo", folder, ignore=shutil.ignore_patterns("results"))
    else:
        _run([str(PROGRAMS / "pmobook"), "generate", str(folder), "--business-units", str(business_units), "--quarters", "4"])
    return sorted(path.stem for path in (folder / "business_units").glob("*.yaml"))


def _batch(folder: Path) -> dict[str, float]:
    """Run a batch and the same again; return their times, the share of recording and the runner's memory."""
    command = [str(PROGRAMS / "pmobook"), "run", str(folder), "--quarter", QUARTER]
    first, again = _seconds(lambda: _run(command)), _seconds(lambda: _run(command))
    ends = [
        json.loads(path.read_text(encoding="utf-8").splitlines()[-1]) for path in sorted((folder / "results" / "log").iterdir())
    ]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"first": first, "again": again, "recording": ends[0]["seconds_to_record"], "memory": memory}


def main(business_units: int, *, demo: bool, papermill: bool) -> None:
    """Print the times and their ratios."""
    at_once = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "organisation"
        units = _make(folder, business_units, demo=demo)
        given = ["--no-progress-bar", "-p", "engagement", str(folder), "-p", "quarter", QUARTER, "-p", "business_unit"]
        commands = [
            [str(PROGRAMS / "papermill"), str(notebook), f"{place}/{unit}_{notebook.name}", *given, unit]
            for unit in units
            for notebook in NOTEBOOKS
        ]
        batch = _batch(folder)
        content = json.dumps([[str(path) for path in NOTEBOOKS], str(folder), units])
        times = {"the same cells in one process": _seconds(lambda: _run([sys.executable, "-c", PLAIN, content]))}
        if papermill:
            times["loop of papermill commands"] = _seconds(lambda: [_run(command) for command in commands])
            with ThreadPoolExecutor(at_once) as pool:
                times[f"{at_once} papermill commands at once"] = _seconds(lambda: list(pool.map(_run, commands)))
    print(f"{len(units)} business units x {len(NOTEBOOKS)} notebooks, {at_once} at once")
    print(f"{'pmobook run':36} {batch['first']:8.1f} s {batch['first'] / len(units):7.2f} s a business unit")
    print(f"{'pmobook run, nothing changed':36} {batch['again']:8.1f} s {batch['again'] / len(units):7.2f} s a business unit")
    print(f"{'recording and publishing':36} {batch['recording']:8.1f} s {batch['recording'] / batch['first']:8.1%} of the batch")
    print(f"{'memory of the largest process':36} {batch['memory']:8.0f} MB")
    for name, seconds in times.items():
        print(f"{name:36} {seconds:8.1f} s   ratio to the batch {seconds / batch['first']:6.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("business_units", nargs="?", type=int, default=4)
    parser.add_argument("--demo", action="store_true", help="the demo organisation instead of a generated one")
    parser.add_argument("--skip-papermill", action="store_true", help="don't wait for stock papermill")
    asked = parser.parse_args()
    main(asked.business_units, demo=asked.demo, papermill=not asked.skip_papermill)
