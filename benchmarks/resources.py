"""Start dates from published projects, beside their published makespans.

    python benchmarks/resources.py FOLDER [PUBLISHED] [EVERY]

FOLDER: files of PSPLIB (``*.sm``; Kolisch and Sprecher, European Journal of Operational Research 96, 1997), which are not part of
this repository. PUBLISHED: its list of makespans (``j30opt.sm`` and the like). EVERY: of so many files, one.

The machine may be busy, so the proofs and the makespans count, not the seconds.
"""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pandas as pd

from pmobook.assess.resources import level

Project = tuple[pd.DataFrame, dict[str, int], list[tuple[int, int]]]


def read_project(path: Path) -> Project:
    """Return activities, capacity and links of one file."""
    links_text, rest = path.read_text(encoding="latin-1").split("PRECEDENCE RELATIONS:")[1].split("REQUESTS/DURATIONS:")
    needs_text, capacity_text = rest.split("RESOURCEAVAILABILITIES:")
    links = [(row[0], after) for row in _numbers(links_text) for after in row[3:]]
    capacity = {f"R{place}": amount for place, amount in enumerate(_numbers(capacity_text)[0], start=1)}
    rows = _numbers(needs_text)
    frame = pd.DataFrame([row[3:] for row in rows], columns=list(capacity), index=[row[0] for row in rows])
    frame.insert(0, "duration", [row[2] for row in rows])
    return frame, capacity, links


def _numbers(text: str) -> list[list[int]]:
    return [[int(cell) for cell in line.split()] for line in text.splitlines() if re.fullmatch(r"[\d\s]*\d[\d\s]*", line)]


def read_published(path: Path | None) -> dict[tuple[int, int], int]:
    """Return published makespans by parameter and number of the instance."""
    lines = path.read_text(encoding="latin-1").splitlines() if path else []
    found = (re.match(r"\s*(\d+)\s+(\d+)\s+(\d+)", line) for line in lines)
    return {(int(one[1]), int(one[2])): int(one[3]) for one in found if one}


def main(folder: Path, published: Path | None = None, every: int = 1) -> None:
    """Print how many projects are proven, how many reach the published makespan, and the hardest."""
    known = read_published(published)
    results = []
    for path in sorted(folder.glob("*.sm"))[::every]:
        frame, capacity, links = read_project(path)
        started = time.perf_counter()
        found = level(frame, capacity, links)
        seconds = time.perf_counter() - started
        name = re.search(rf"j{len(frame) - 2}(\d+)_(\d+)", path.stem)
        best = known.get((int(name[1]), int(name[2]))) if name else None
        results.append((seconds, path.stem, found.makespan, found.bound, best, found.status))
    proven = sum(row[-1] == "proven optimal" for row in results)
    reached = sum(row[4] is not None and row[2] <= row[4] for row in results)
    mean = sum(row[0] for row in results) / len(results)
    print(f"{len(results)} projects: {proven} proven, {reached} as short as published, {mean:.2f} s each")
    for seconds, stem, makespan, bound, best, status in sorted(results)[-5:]:
        print(f"  {stem:10} {seconds:6.1f} s   makespan {makespan}   no plan below {bound:g}   published {best}   {status}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(Path(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else None, int(arguments[2]) if len(arguments) > 2 else 1)
