"""A campaign against runs of a small engagement: something is killed, or storage fails, at moments that chance chose."""

from __future__ import annotations

import ctypes
import dataclasses
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import psutil

import small_engagement as small
from pmobook.inputs.engagement import open_engagement
from pmobook.record.publication import read_publications
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES
from pmobook.run.batch import run_engagement
from pmobook.vocabulary import Quarter

PROGRAM = Path(__file__).with_name("struck.py")
QUARTER = Quarter.parse("2026Q3")
UNITS = {"retail": "5", "wholesale": "6"}
PHASES = ("planning", "running", "recording", "publishing", "clearing")
SEED = 20260927
SECONDS_FOR_A_RUN = 180
SECONDS_BETWEEN = (0.03, 0.4)
"""How long after a file operation of the runner a blow may fall, and how long while its notebooks run."""

# How often each is struck in a hundred, and when: where the runner has no worker yet, or none any more, nothing else can be hit.
VICTIMS = {
    "runner": (40, PHASES),
    "worker": (16, ("running",)),
    "kernel": (16, ("running",)),
    "fork server": (8, ("running",)),
    "disk": (10, PHASES),
    "permission": (10, PHASES),
}
_DROP_FROM_BOUNDING_SET = 24
_MAY_WRITE_ANYWHERE, _MAY_READ_ANYWHERE = 1, 2


@dataclass(frozen=True)
class Blow:
    """What is struck, in which phase, and how far into it (0 to 1).

    ``after`` is how many seconds later it falls: what the tables' own library writes is no file operation of Python's.
    ``room`` is how many bytes a file may have on a disk that is full.
    """

    number: int
    victim: str
    phase: str
    place: float
    after: float
    room: int

    def __str__(self) -> str:
        return f"{self.number:03d} {self.victim}, {self.phase} {self.place:.2f}"


@dataclass(frozen=True)
class Outcome:
    """What became of a run that was struck."""

    blow: Blow
    hit: bool
    phase: str
    exit_status: int
    published: bool
    said: str


def make_plan(count: int, seed: int = SEED) -> list[Blow]:
    """Choose victims in their shares, evenly mixed, and for each of its phases in turn a moment by chance."""
    chance = random.Random(seed)
    shares = sorted(((turn + 0.5) / often, victim) for victim, (often, _) in VICTIMS.items() for turn in range(often))
    victims = [victim for _, victim in shares]
    turns = dict.fromkeys(VICTIMS, 0)
    blows = []
    for number in range(count):
        victim = victims[number % len(victims)]
        phases = VICTIMS[victim][1]
        phase = phases[turns[victim] % len(phases)]
        turns[victim] += 1
        latest = SECONDS_BETWEEN[phase == "running"]
        after = 0.0 if chance.random() < 0.5 else chance.uniform(0, latest)
        blows.append(Blow(number + 1, victim, phase, chance.random(), after, chance.choice([0, 500, 3000])))
    return blows


class Ground:
    """An engagement, published once, whose packs were handed in anew; and what stands before and after its next run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.notebooks = folder, folder / "workbook" / "notebooks"
        self.engagement = small.make_engagement(folder / "engagement", tuple(UNITS))
        small.write_notebook(self.notebooks, "10_goals", small.WEIGHTS)
        small.write_notebook(self.notebooks, "20_findings", small.FINDINGS)
        self.sockets, self.usual_sockets = Path(tempfile.mkdtemp(prefix="k")), os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = str(self.sockets)
        self._choose_storage()
        run_engagement(open_engagement(self.engagement.folder), notebook_folder=self.notebooks)
        for unit, weight in UNITS.items():
            small.write_pack(self.engagement.folder, unit, weight)
        self.before = by_business_unit(self.engagement.folder)
        undisturbed = self._copy("undisturbed")
        self._run_undisturbed(undisturbed)
        self.after, self.whole = by_business_unit(undisturbed), whole_tables(undisturbed)

    def _choose_storage(self) -> None:
        """Say where results go, before the first run."""

    def _run_undisturbed(self, place: Path) -> None:
        """Run once without a blow, and note what moments a blow may choose from."""
        process = self._run(place, {})
        assert process.returncode == 0, process.stdout + process.stderr
        self.usual = json.loads((place.parent / "report.json").read_text())

    def strike(self, blow: Blow) -> Outcome:
        """Strike a run, look at what it left, run again, and look whether that completed it."""
        place = self._copy(f"blow{blow.number}")
        order = {
            **dataclasses.asdict(blow),
            "seed": blow.number,
            "operation": int(blow.place * (self.usual[blow.phase] + 1)),
        }
        process = self._run(place, order)
        _allow_writing(place / "results")
        report = place.parent / "report.json"
        found = json.loads(report.read_text()) if report.is_file() else {"hit": 0, "phase": "missed"}
        published = len(read_publications(place / "results")) == 2
        said = process.stderr.strip()
        outcome = Outcome(blow, bool(found["hit"]), found["phase"], process.returncode, published, said)
        self._look_at_what_it_left(place, outcome)
        self._run_again(place)
        shutil.rmtree(place.parent)
        return outcome

    def clear(self) -> None:
        """End the fork servers of this ground, and remove their sockets."""
        for each in psutil.process_iter():
            try:
                if each.environ().get("XDG_RUNTIME_DIR") == str(self.sockets):
                    each.kill()
            except psutil.Error:
                continue
        shutil.rmtree(self.sockets, ignore_errors=True)
        os.environ.pop("XDG_RUNTIME_DIR")
        if self.usual_sockets is not None:
            os.environ["XDG_RUNTIME_DIR"] = self.usual_sockets

    def _copy(self, name: str) -> Path:
        place = self.folder / name / "engagement"
        shutil.copytree(self.engagement.folder, place)
        return place

    def _run(self, place: Path, order: Mapping[str, object]) -> subprocess.CompletedProcess[str]:
        there, report = place.parent / "order.json", place.parent / "report.json"
        there.write_text(json.dumps(order))
        scratch = place.parent / "tmp"
        scratch.mkdir()
        environment = {**os.environ, "TMPDIR": str(scratch), "PMOBOOK_WARM_KERNELS_IDLE": "60"}
        environment.pop("PMOBOOK_WARM_KERNELS", None)
        return subprocess.run(
            [sys.executable, str(PROGRAM), str(place), str(self.notebooks), str(there), str(report)],
            capture_output=True, text=True, env=environment, check=False, timeout=SECONDS_FOR_A_RUN,
            preexec_fn=_give_up_the_right_to_write_anywhere,
        )  # fmt: skip

    def _look_at_what_it_left(self, place: Path, outcome: Outcome) -> None:
        """Nothing is half published, lost or doubled; and whoever ran it was told in words."""
        now = by_business_unit(place)
        if not outcome.published:
            assert now == self.before, f"{outcome.blow}: what was published has changed without a publication"
        for unit in UNITS:
            assert now[unit] in (self.before[unit], self.after[unit]), f"{outcome.blow}: {unit} is half published"
        if outcome.exit_status == 0:
            assert now == self.after, f"{outcome.blow}: the run said that all went well"
        if outcome.exit_status != -9:  # one that is killed while it starts a worker leaves that one without its orders
            assert outcome.exit_status in (0, 1), f"{outcome.blow}: {outcome.exit_status}, {outcome.said}"
            assert "Traceback" not in outcome.said, f"{outcome.blow}: {outcome.said}"
        if outcome.hit and outcome.blow.victim in ("worker", "kernel", "fork server"):
            assert outcome.exit_status == 0, f"{outcome.blow}: {outcome.said}"

    def _run_again(self, place: Path) -> None:
        """The next run completes it; what stands then is what an undisturbed run leaves, and nothing else lies about."""
        run_engagement(open_engagement(place), notebook_folder=self.notebooks, workers=1)
        results = place / "results"
        assert by_business_unit(place) == self.after
        assert whole_tables(place) == self.whole
        standing = open_store(place).run_ids(QUARTER)
        for unit, notebooks in standing.items():
            for name, run_id in notebooks.items():
                executed = json.loads((results / "notebooks" / str(QUARTER) / unit / f"{name}.ipynb").read_text())
                assert executed["metadata"]["papermill"]["parameters"]["run_id"] == run_id
        assert not list(results.rglob("executed.ipynb"))
        assert not list(results.rglob("*.failed.ipynb"))
        assert [each.number for each in read_publications(results)] in ([1, 2], [1, 2, 3])


def by_business_unit(folder: Path) -> dict[str, dict[str, object]]:
    """Return the digest of each table's published rows by business unit, and whose runs stand for it."""
    store = open_store(folder)
    standing = {str(quarter): store.run_ids(quarter) for quarter in store.quarters()}
    found: dict[str, dict[str, object]] = {
        unit: {"runs": {quarter: runs.get(unit) for quarter, runs in standing.items()}} for unit in UNITS
    }
    for name, table in store.tables(name for name in TABLES if name != "runs").items():
        for unit, rows in table.groupby("business_unit"):
            found[str(unit)][name] = digest(rows.reset_index(drop=True))
    return found


def whole_tables(folder: Path) -> dict[str, str]:
    """Return the digest of every published table but the history of runs."""
    return {name: digest(table) for name, table in open_store(folder).tables(name for name in TABLES if name != "runs").items()}


def digest(rows: pd.DataFrame) -> str:
    """Return the SHA-256 of a table's rows, to the last bit of each number."""
    text = rows.to_csv(index=False, na_rep="(missing)")
    return hashlib.sha256(f"{dict(rows.dtypes)}{text}".encode()).hexdigest()


def _give_up_the_right_to_write_anywhere() -> None:
    """Whoever may do everything, as root may, would not notice that storage refuses."""
    if os.getuid() == 0:
        for right in (_MAY_WRITE_ANYWHERE, _MAY_READ_ANYWHERE):
            ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, right, 0, 0, 0)


def _allow_writing(results: Path) -> None:
    for path in [results, *results.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
