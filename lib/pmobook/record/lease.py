"""One run at a time of results in an object store, where no lock ends with its process: each holds them for a while and holds on.

Whoever holds them has written the note of the highest number, by a conditional write that succeeds once. A run that is no
longer the holder, because it slept or the network was gone for longer than its lease, is stopped before its next write.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil

from pmobook.errors import PmobookError
from pmobook.method.running import running_method
from pmobook.record.lock import RunUnderWay, file_lock
from pmobook.record.place import Place
from pmobook.record.remote import RemotePath, StorageRefuses

__all__ = ["Holder", "LeaseLost", "hold_results"]

_NOTE = re.compile(r"\d{6}\.json\Z")
_BOOT, _PROCESSES = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")


class LeaseLost(PmobookError):
    """A run may no longer write: the time for which it held the results passed before it could hold on."""


@dataclass(frozen=True)
class Holder:
    """Who holds results, as others read it.

    Attributes
    ----------
    holder
        A word of chance that nobody else has.
    host, process, begun
        Which run that is, for people.
    machine, process_begun
        Which process that is, for a run on the same machine: empty and 0 where the system doesn't say.
    until
        Until when, in UTC; a run that goes on writes a later moment in time.
    """

    holder: str
    host: str
    process: int
    begun: str
    machine: str
    process_begun: float
    until: str

    @classmethod
    def this_run(cls) -> Holder:
        """Return this process as a holder from now on."""
        pid = os.getpid()
        begun = f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M}"
        started = psutil.Process(pid).create_time()
        return cls(secrets.token_hex(8), socket.gethostname(), pid, begun, _machine(), started, "").renewed()

    def renewed(self) -> Holder:
        """Return the same holder from now on."""
        until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=running_method().seconds_of_lease.value)
        return replace(self, until=until.isoformat(timespec="seconds"))

    @property
    def is_over(self) -> bool:
        """Whether its time has passed, or its process is known to have ended."""
        if dt.datetime.fromisoformat(self.until) <= dt.datetime.now(dt.UTC):
            return True
        if not self.machine or self.machine != _machine():
            return False
        try:
            return bool(psutil.Process(self.process).create_time() != self.process_begun)
        except psutil.Error:
            return True

    @property
    def in_words(self) -> str:
        """Say who it is and what happens if it has died."""
        return (
            f"process {self.process} on {self.host}, begun {self.begun}; should it have been killed, its hold ends by itself "
            f"at {dt.datetime.fromisoformat(self.until):%H:%M:%S} UTC"
        )


@contextlib.contextmanager
def hold_results(results: Place) -> Iterator[Callable[[], None]]:
    """Hold an engagement's results for one run, on a disk or in an object store.

    Yields
    ------
    callable
        To be called before each write: raises `LeaseLost` once they are no longer held.

    Raises
    ------
    RunUnderWay
        If another run holds them; says which, and until when if nobody goes on.
    StorageRefuses
        If the storage can't be asked, or doesn't do conditional writes.
    """
    if isinstance(results, RemotePath):
        lease = _Lease.take(results / "lock")
        with lease.held():
            yield lease.confirm
    else:
        with file_lock(results / "run.lock"):
            yield _nothing_to_confirm


class _Lease:
    """A note of this run with the highest number, renewed until it is let go."""

    def __init__(self, place: RemotePath, holder: Holder) -> None:
        self.place, self.holder = place, holder
        self._over = threading.Event()

    @classmethod
    def take(cls, folder: RemotePath) -> _Lease:
        notes = _notes(folder)
        if notes and not (standing := _read(notes[-1])).is_over:
            raise _under_way(standing)
        lease = cls(folder / f"{_number(notes) + 1:06d}.json", Holder.this_run())
        try:
            lease.place.create(lease.content)
        except FileExistsError:
            raise _under_way(_read(lease.place)) from None
        lease.check_storage()
        others = [_read(note) for note in _notes(folder) if note != lease.place]
        live = [holder for holder in others if not holder.is_over]
        if live:  # somebody came between the first look and the note
            lease.place.unlink(missing_ok=True)
            raise _under_way(live[-1])
        for note in notes:
            note.unlink(missing_ok=True)
        return lease

    @property
    def content(self) -> bytes:
        return json.dumps(asdict(self.holder), indent=1).encode()

    def check_storage(self) -> None:
        """Refuse a storage that says it creates and overwrites: two runs could hold the same results there."""
        try:
            self.place.create(b"another note\n" + self.content)
        except FileExistsError:
            return
        self.place.unlink(missing_ok=True)
        message = (
            f"The storage at {self.place.root} overwrites what it was asked to create only, so that two runs could write. "
            "Nothing was run. Keep results in a storage with conditional writes (If-None-Match)."
        )
        raise StorageRefuses(message)

    def confirm(self) -> None:
        """Make sure that the results are still held."""
        if self.holder.is_over or _notes(self.place.parent)[-1:] != [self.place]:
            message = (
                f"This run no longer holds the results at {self.place.parent.parent}: it did not say in time that it goes on, or "
                "another run took over. It published nothing. Run again."
            )
            raise LeaseLost(message)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        thread = threading.Thread(target=self._hold_on, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
            # A storage that refuses now is told of by what was being done; the note ends by itself.
            with contextlib.suppress(StorageRefuses):
                self.place.unlink(missing_ok=True)

    def _hold_on(self) -> None:
        while not self._over.wait(running_method().seconds_of_lease.value / 3):
            later = self.holder.renewed()
            with contextlib.suppress(StorageRefuses):  # asked again soon; a lease that ends meanwhile is seen by `confirm`
                if not self.holder.is_over and _notes(self.place.parent)[-1:] == [self.place]:
                    self.place.write_bytes(json.dumps(asdict(later), indent=1).encode())
                    self.holder = later


def _notes(folder: RemotePath) -> list[RemotePath]:
    return [path for path in folder.walk_files() if _NOTE.match(path.name)]


def _number(notes: list[RemotePath]) -> int:
    return int(notes[-1].name.removesuffix(".json")) if notes else 0


def _read(note: RemotePath) -> Holder:
    """Return what a note says; one that can't be read holds nothing back."""
    try:
        found = Holder(**json.loads(note.read_bytes()))
        dt.datetime.fromisoformat(found.until)
    except (FileNotFoundError, ValueError, TypeError):
        return Holder("", "", 0, "", "", 0.0, dt.datetime.fromtimestamp(0, dt.UTC).isoformat())
    return found


def _under_way(holder: Holder) -> RunUnderWay:
    known = holder.in_words if holder.holder else "it has just begun"
    return RunUnderWay(
        f"Another run of these results is under way ({known}). Nothing was changed. "
        "Wait until it has ended, or stop it, and run again."
    )


def _machine() -> str:
    """Return what tells this machine, and this container on it, from every other; nothing where the system doesn't say."""
    try:
        return f"{_BOOT.read_text(encoding='ascii').strip()} {_PROCESSES.readlink()}"
    except OSError:
        return ""


def _nothing_to_confirm() -> None:
    """Take it that a lock on a disk is held as long as this process lives."""
