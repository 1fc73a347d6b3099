"""A campaign against runs whose results go to an object store: something is killed, or the store refuses, at chance requests."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from blows import PROGRAM, QUARTER, SECONDS_FOR_A_RUN, SEED, Ground, by_business_unit, whole_tables
from pmobook.inputs.engagement import open_engagement
from pmobook.record.publication import read_publications
from pmobook.record.remote import RemotePath
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from s3_server import S3Server

VICTIMS = ("runner", "refusal for good", "kernel", "lost answer", "runner", "refusal for a while", "worker", "runner")
"""In turn. A runner may be struck at any of its requests; workers and kernels only live in the middle."""
_ALIVE = {"worker": (0.2, 0.4), "kernel": (0.25, 0.6)}
_EVER = 100_000


@dataclass(frozen=True)
class StorageBlow:
    """What is struck, and at which part (0 to 1) of the requests of an undisturbed run.

    ``after`` says whether the request is done first; ``status`` is what a store that refuses answers.
    """

    number: int
    victim: str
    place: float
    after: bool
    status: int

    def __str__(self) -> str:
        return f"S{self.number:03d} {self.victim}, {self.place:.2f} of its requests"


@dataclass(frozen=True)
class StorageOutcome:
    """What became of a run that was struck."""

    blow: StorageBlow
    hit: bool
    exit_status: int
    published: bool
    said: str


def make_storage_plan(count: int, seed: int = SEED) -> list[StorageBlow]:
    """Choose victims in turn, and for each a moment by chance."""
    chance = random.Random(seed)
    plan = []
    for number in range(count):
        victim = VICTIMS[number % len(VICTIMS)]
        place = chance.uniform(*_ALIVE.get(victim, (0, 1)))
        plan.append(StorageBlow(number + 1, victim, place, chance.random() < 0.5, chance.choice([403, 503])))
    return plan


class StorageGround(Ground):
    """An engagement whose results stand in an object store, published once, whose packs were handed in anew."""

    def __init__(self, folder: Path, server: S3Server) -> None:
        self.server = server
        super().__init__(folder)

    def _choose_storage(self) -> None:
        self.root = self.server.bucket()
        _name_storage(self.engagement.folder, self.root)

    def _run_undisturbed(self, place: Path) -> None:
        process, told = self._run_against(place, {"at": 0, "do": "count"})
        assert process.returncode == 0, process.stdout + process.stderr
        self.requests = told["requests"]

    def strike_storage(self, blow: StorageBlow) -> StorageOutcome:
        """Strike a run, look at what it left, run again, and look whether that completed it."""
        place = self._copy(f"blow{blow.number}")
        orders: dict[str, dict[str, object]] = {
            "refusal for good": {"do": "refuse", "status": blow.status, "often": _EVER},
            "refusal for a while": {"do": "refuse", "status": 503, "often": 1 + int(blow.place * 4)},
            "lost answer": {"do": "lose"},
        }
        order = orders.get(blow.victim, {"do": "kill", "victim": blow.victim, "place": blow.place, "after": blow.after})
        at = 1 + int(blow.place * (self.requests - 1))
        process, told = self._run_against(place, {"after": False, "sockets": str(self.sockets), **order, "at": at})
        published = len(read_publications(open_store(place).results)) == 2
        outcome = StorageOutcome(blow, bool(told.get("hit")), process.returncode, published, process.stderr.strip())
        self._look_at_what_it_left(place, outcome)
        if outcome.hit and blow.victim in {"refusal for a while", "worker", "kernel"}:
            assert outcome.exit_status == 0, f"{blow}: {outcome.said}{process.stdout}"
        self._run_again(place)
        shutil.rmtree(place.parent)
        return outcome

    def _copy(self, name: str) -> Path:
        place = super()._copy(name)
        root = self.server.bucket()
        for path in RemotePath(f"{self.root}/pmo").walk_files():
            RemotePath(str(path).replace(self.root, root)).write_bytes(path.read_bytes())
        _name_storage(place, root)
        return place

    def _run_against(self, place: Path, order: dict[str, object]) -> tuple[subprocess.CompletedProcess[str], dict[str, int]]:
        root = open_store(place).results.root
        nothing, scratch = place.parent / "order.json", place.parent / "tmp"
        nothing.write_text("{}")
        scratch.mkdir()
        environment = {**os.environ, "TMPDIR": str(scratch), "PMOBOOK_WARM_KERNELS_IDLE": "60"}
        environment.pop("PMOBOOK_WARM_KERNELS", None)
        go = place.parent / "go"
        # It waits until its own number stands in the order.
        begin = "import sys, time, pathlib, runpy; go = pathlib.Path(sys.argv.pop(1))\nwhile not go.exists(): time.sleep(0.01)\n"
        process = subprocess.Popen(
            [sys.executable, "-c", f"{begin}sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')",
             str(go), str(PROGRAM), str(place), str(self.notebooks), str(nothing), str(place.parent / "report.json")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        with self.server.striking(root, **order, pid=process.pid) as told:
            go.touch()
            said, wrong = process.communicate(timeout=SECONDS_FOR_A_RUN)
            found = json.loads(told.read_text()) if told.is_file() else {}
        return subprocess.CompletedProcess(process.args, process.returncode, said, wrong), found

    def _run_again(self, place: Path) -> None:
        """The next run completes it; what stands then is what an undisturbed run leaves, and nothing else lies about."""
        run_engagement(open_engagement(place), notebook_folder=self.notebooks, workers=1)
        results = open_store(place).results
        assert by_business_unit(place) == self.after
        assert whole_tables(place) == self.whole
        for unit, notebooks in open_store(place).run_ids(QUARTER).items():
            for name, run_id in notebooks.items():
                executed = json.loads((results / "notebooks" / str(QUARTER) / unit / f"{name}.ipynb").read_bytes())
                assert executed["metadata"]["papermill"]["parameters"]["run_id"] == run_id
        left = [str(path) for path in results.walk_files()]
        assert not [path for path in left if "/lock/" in path or path.endswith(("executed.ipynb", ".failed.ipynb"))]
        assert [each.number for each in read_publications(results)] in ([1, 2], [1, 2, 3])


def _name_storage(folder: Path, root: str) -> None:
    path = folder / "engagement.yaml"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("storage:")]
    path.write_text("\n".join([*kept, f"storage: {root}/pmo", ""]))
