"""Runs of a small engagement in which something is killed, or storage fails, at moments that chance chose.

    python benchmarks/kills.py [HOW_MANY] [--storage HOW_MANY] [--seed SEED]

Results stand on a disk in the first so many, and in an object store in the others. After each blow it looks whether anything is
lost, doubled or half published, and whether the next run completes to the same tables as an undisturbed one. The test suite
strikes the first of the same plans; this command strikes a hundred and twenty-five.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "helpers"))

from blows import PHASES, SEED, VICTIMS, Ground, make_plan
from s3_server import S3Server
from storage_blows import StorageGround, make_storage_plan


def strike(count: int, seed: int) -> bool:
    """Strike so many times, say what became of it, and return whether all went well."""
    struck: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="kills") as folder:
        ground = Ground(Path(folder))
        try:
            outcomes, wrong = _strike_each(make_plan(count, seed), ground.strike)
        finally:
            ground.clear()
    for outcome in outcomes:
        struck[outcome.blow.victim, outcome.phase] += outcome.hit
    _tell(struck, sum(not outcome.hit for outcome in outcomes), wrong)
    return not wrong


def strike_storage(count: int, seed: int) -> bool:
    """Strike runs whose results go to an object store so many times, and return whether all went well."""
    with tempfile.TemporaryDirectory(prefix="kills") as folder, contextlib.ExitStack() as at_the_end:
        server = S3Server(Path(folder))
        at_the_end.callback(server.end)
        os.environ.update(server.environment)
        ground = StorageGround(Path(folder), server)
        try:
            outcomes, wrong = _strike_each(make_storage_plan(count, seed), ground.strike_storage)
        finally:
            ground.clear()
    hit = sum(outcome.hit for outcome in outcomes)
    print(f"\nin an object store: {hit} hit, {len(outcomes) - hit} missed, {len(wrong)} went wrong")
    for fault in wrong:
        print(f"\n{fault}")
    return not wrong


def _strike_each(plan: Sequence[Any], strike_one: Callable[[Any], Any]) -> tuple[list[Any], list[str]]:
    """Strike by a plan, telling each as it ends; return what became of those that went well, and what went wrong."""
    outcomes, wrong = [], []
    for blow in plan:
        try:
            outcome = strike_one(blow)
        except AssertionError as fault:
            wrong.append(f"{blow}: {fault}")
            print(f"{blow}: WRONG", flush=True)
            continue
        outcomes.append(outcome)
        end = "published" if outcome.published else "nothing published"
        print(f"{blow}: {'hit' if outcome.hit else 'missed'}, exit {outcome.exit_status}, {end}", flush=True)
    return outcomes, wrong


def _tell(struck: Counter[tuple[str, str]], missed: int, wrong: list[str]) -> None:
    print(f"\n{'struck':12}", *(f"{phase:>11}" for phase in (*PHASES, "ended")))
    for victim in VICTIMS:
        print(f"{victim:12}", *(f"{struck[victim, phase]:>11}" for phase in (*PHASES, "ended")))
    print(f"{sum(struck.values())} hit, {missed} missed, {len(wrong)} went wrong")
    for fault in wrong:
        print(f"\n{fault}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("how_many", nargs="?", type=int, default=100)
    parser.add_argument("--storage", type=int, default=25, metavar="HOW_MANY")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    went_well = not given.how_many or strike(given.how_many, given.seed)
    went_well &= not given.storage or strike_storage(given.storage, given.seed)
    sys.exit(not went_well)
