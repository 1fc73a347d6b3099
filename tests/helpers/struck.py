"""A run by the command line in which something is struck at one moment: `blows` says what and when.

    python struck.py ENGAGEMENT NOTEBOOK_FOLDER ORDER.json REPORT.json

The moment is a file operation of the runner, counted within its phase, and so and so many seconds after it. Without an order,
the report says how many operations each phase has.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import threading
from pathlib import Path

import psutil

ENGAGEMENT, NOTEBOOKS, ORDER, REPORT = (Path(argument) for argument in sys.argv[1:5])
RESULTS = f"{ENGAGEMENT}/results"
FILE_EVENTS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.scandir", "os.listdir"}


def pool() -> list[psutil.Process]:
    """Return the runner's worker processes."""
    found = []
    for each in psutil.Process().children():
        try:
            if "spawn_main" in " ".join(each.cmdline()):
                found.append(each)
        except psutil.Error:  # it has ended meanwhile
            continue
    return found


def family() -> dict[psutil.Process, int]:
    """Return the fork servers of this run's folder of sockets and all that they have forked, with their parents' ids."""
    found = {}
    for each in psutil.process_iter():
        try:
            ours = each.environ().get("XDG_RUNTIME_DIR") == os.environ["XDG_RUNTIME_DIR"]
            if ours and "pmobook.kernels.fork_server" in each.cmdline():
                found[each] = each.ppid()
        except psutil.Error:  # it has ended meanwhile
            continue
    return found


def fork_servers() -> list[psutil.Process]:
    """Return the fork servers of this run's folder of sockets."""
    found = family()
    return [each for each, parent in found.items() if parent not in {one.pid for one in found}]


def kernels() -> list[psutil.Process]:
    """Return the kernels and spares that were forked."""
    found = family()
    return [each for each, parent in found.items() if parent in {one.pid for one in found}]


def fill_the_disk(room: int) -> int:
    """Let no process of the run write a file beyond so many bytes, as if the disk were full."""
    there = [psutil.Process(), *pool(), *kernels()]
    for each in there:
        try:
            resource.prlimit(each.pid, resource.RLIMIT_FSIZE, (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
        except ProcessLookupError:
            continue
    return len(there)


def refuse_to_write() -> int:
    """Take the right to write from everything among the results."""
    for folder, _, files in os.walk(RESULTS):  # notebooks clear away folders meanwhile: it passes over what is gone
        for path, mode in [(Path(folder), 0o555), *((Path(folder, name), 0o444) for name in files)]:
            try:
                path.chmod(mode)
            except OSError:
                continue
    return 1


def kill(among: list[psutil.Process], chance: random.Random) -> int:
    """Kill one of these; say how many were hit."""
    if not among:
        return 0
    try:
        chance.choice(sorted(among, key=lambda one: one.pid)).kill()
    except psutil.NoSuchProcess:
        return 0
    return 1


class Watch:
    """Counts the runner's file operations below the results, phase by phase, and strikes at one of them."""

    def __init__(self, order: dict) -> None:
        self.order, self.chance = order, random.Random(order.get("seed", 0))
        self.phase, self.count = "starting", 0
        self.seen: dict[str, int] = {}
        self.busy = self.struck = False

    def hear(self, event: str, arguments: tuple) -> None:
        """Take an audit event of Python."""
        if self.busy or os.getpid() != OURS:
            return
        self.busy = True
        try:
            self._note(event, arguments)
        finally:
            self.busy = False

    def _note(self, event: str, arguments: tuple) -> None:
        path = str(arguments[0]) if arguments and isinstance(arguments[0], (str, os.PathLike)) else ""
        if self.phase == "starting" and path.endswith("results/run.lock"):
            self._turn("planning")
        elif self.phase == "planning" and event == "tempfile.mkdtemp":
            self._turn("running")
        elif self.phase == "running" and event == "shutil.rmtree" and not path.startswith(RESULTS):
            self._turn("recording")
        elif self.phase == "recording" and path.startswith(f"{RESULTS}/publications/."):
            self._turn("publishing")
        if event in FILE_EVENTS and path.startswith(RESULTS):
            self.count += 1
            self._consider()
        if self.phase == "publishing" and event == "os.link":
            self._turn("clearing")

    def _turn(self, phase: str) -> None:
        self.seen[self.phase] = self.count
        self.phase, self.count = phase, 0
        self._consider()

    def _consider(self) -> None:
        order = self.order
        if self.struck or self.phase != order.get("phase") or self.count < order["operation"]:
            return
        self.struck = True
        if order["after"]:
            threading.Timer(order["after"], self.strike).start()
        else:
            self.strike()

    def strike(self) -> None:
        """Do what the order says, and leave a note of it."""
        victim = self.order["victim"]
        REPORT.write_text(json.dumps({"phase": self.phase, "operation": self.count, "hit": 1}))
        if victim == "runner":
            os.kill(OURS, signal.SIGKILL)
        choices = {"worker": pool, "kernel": kernels, "fork server": fork_servers}
        if victim in choices:
            hit = kill(choices[victim](), self.chance)
        else:
            hit = fill_the_disk(self.order["room"]) if victim == "disk" else refuse_to_write()
        if not hit:
            REPORT.write_text(json.dumps({"phase": self.phase, "operation": self.count, "hit": 0}))

    def end(self) -> None:
        """Write down what an undisturbed run was like."""
        self._turn("ended")
        if not self.order:
            REPORT.write_text(json.dumps(self.seen))


if __name__ == "__main__":
    OURS = os.getpid()
    from pmobook import cli
    from pmobook.run import batch

    batch.workbook_folder = lambda: NOTEBOOKS.parent
    watch = Watch(json.loads(ORDER.read_text()))
    sys.addaudithook(watch.hear)
    sys.argv = ["pmobook", "run", str(ENGAGEMENT), "--workers", "2"]
    try:
        cli.main()
    finally:
        watch.end()
