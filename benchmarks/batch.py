"""A batch of `pmobook run` beside stock papermill and beside plain functions, over the same notebooks, in one run.

    python benchmarks/batch.py [BUSINESS_UNITS ...] [--demo] [--sample N] [--skip-papermill]

One batch for each number of business units given, in an organisation generated for it; the first is compared. The machine may be
busy, so the ratios count, not the seconds. Papermill gets everything a user would give it for nothing: it records no results,
checks no pack twice and keeps no history. It runs the notebooks of a sample of the business units, and its time is scaled to all
of them. The plain functions are the cells of the same sample's notebooks, one after the other in one process.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Measured:
    """A batch, and the same again when nothing has changed; seconds and megabytes."""

    business_units: int
    first: float
    again: float
    recording: float
    memory: float

    @property
    def per_business_unit(self) -> float:
        """Seconds for one."""
        return self.first / self.business_units


def _batch(folder: Path, business_units: int) -> Measured:
    """Run a batch and the same again."""
    command = [str(PROGRAMS / "pmobook"), "run", str(folder), "--quarter", QUARTER]
    peak: list[float] = []
    first = _seconds(lambda: peak.append(_run_watched(command)))
    again = _seconds(lambda: _run(command))
    ends = [
        json.loads(path.read_text(encoding="utf-8").splitlines()[-1]) for path in sorted((folder / "results" / "log").iterdir())
    ]
    return Measured(business_units, first, again, ends[0]["seconds_to_record"], peak[0])


def _run_watched(command: list[str]) -> float:
    """Run a command and return the most memory of its own process in MB, without those that it starts; 0 where nobody tells."""
    running = subprocess.Popen(command, cwd=ROOT / "notebooks", stdout=subprocess.DEVNULL)
    status, peak = Path(f"/proc/{running.pid}/status"), 0.0
    while running.poll() is None:
        with contextlib.suppress(OSError):
            told = [line.split() for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:")]
            peak = max([peak, *(int(line[1]) / 1024 for line in told)])
        time.sleep(0.2)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return peak


def _others(folder: Path, place: str, units: list[str], at_once: int, *, papermill: bool) -> dict[str, tuple[float, str]]:
    """Return what else runs a sample's notebooks: its name to its seconds and its target."""
    content = json.dumps([[str(path) for path in NOTEBOOKS], str(folder), units])
    plain = _seconds(lambda: _run([sys.executable, "-c", PLAIN, content]))
    times = {"the same cells in one process": (plain, "the batch takes at most 3 times as long: 0.33 or more")}
    if papermill:
        given = ["--no-progress-bar", "-p", "engagement", str(folder), "-p", "quarter", QUARTER, "-p", "business_unit"]
        commands = [
            [str(PROGRAMS / "papermill"), str(notebook), f"{place}/{unit}_{notebook.name}", *given, unit]
            for unit in units
            for notebook in NOTEBOOKS
        ]
        times["loop of papermill commands"] = (_seconds(lambda: [_run(command) for command in commands]), "15 or more")
        with ThreadPoolExecutor(at_once) as pool:
            together = _seconds(lambda: list(pool.map(_run, commands)))
        times[f"{at_once} papermill commands at once"] = (together, "8 or more")
    return times


def _tell(batch: Measured) -> None:
    print(f"{batch.business_units} business units x {len(NOTEBOOKS)} notebooks, load {os.getloadavg()[0]:.1f}")
    print(f"  {'pmobook run':34} {batch.first:8.1f} s {batch.per_business_unit:7.2f} s a business unit")
    print(
        f"  {'pmobook run, nothing changed':34} {batch.again:8.1f} s {batch.again / batch.business_units:7.2f} s a business unit"
    )
    share = f"{batch.recording / batch.first:.1%} of the batch (target: less than 1 %)"
    print(f"  {'recording and publishing':34} {batch.recording:8.1f} s    {share}")
    print(f"  {'memory of the runner at its peak':34} {batch.memory:8.0f} MB", flush=True)


def main(sizes: list[int], *, demo: bool, papermill: bool, sample: int) -> None:
    """Print the times and their ratios."""
    at_once = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            folder = Path(place) / f"organisation_{size}"
            units = _make(folder, size, demo=demo)
            batch = _batch(folder, len(units))
            _tell(batch)
            if not measured:
                some = units[:sample]
                for name, (seconds, target) in _others(folder, place, some, at_once, papermill=papermill).items():
                    each = seconds / len(some)
                    ratio = f"{each / batch.per_business_unit:6.2f} times the batch's (target: {target})"
                    print(f"  {name:34} {each:8.2f} s a business unit, {ratio}", flush=True)
            measured.append(batch)
    for batch in measured[1:]:
        slower, more = batch.per_business_unit / measured[0].per_business_unit, batch.memory - measured[0].memory
        print(
            f"{batch.business_units} beside {measured[0].business_units} business units: {slower:.2f} times the time of each "
            f"(target: 1), {more:+.0f} MB of the runner"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("business_units", nargs="*", type=int, default=[12])
    parser.add_argument("--demo", action="store_true", help="the demo organisation instead of a generated one")
    parser.add_argument("--sample", type=int, default=4, help="business units that papermill and plain functions run")
    parser.add_argument("--skip-papermill", action="store_true", help="don't wait for stock papermill")
    asked = parser.parse_args()
    main(asked.business_units, demo=asked.demo, papermill=not asked.skip_papermill, sample=asked.sample)
