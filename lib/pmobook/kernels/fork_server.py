"""The fork server: one process that forks, and has no thread and nothing of anybody's engagement.

It is started with its listening socket, answers this user only, and ends when its last client has been gone for a while or
when what it has imported changes on disk. Kernels it has forked go on without it.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import sys
import time
from collections import Counter, deque
from pathlib import Path

from pmobook.kernels.child import Child
from pmobook.kernels.client import Client
from pmobook.kernels.drawers import Drawer, Drawers
from pmobook.kernels.messages import close_files, peer_user, receive, send
from pmobook.kernels.preload import preload, threads
from pmobook.kernels.sameness import libraries
from pmobook.kernels.spares import Kind, Spare, Spares

__all__ = ["ForkServer", "main"]

_TICK = 0.5
_SECONDS_BETWEEN_LOOKS_AT_LIBRARIES = 5.0
_SECONDS_TO_SPEAK = 10.0


class ForkServer:
    """Forks kernels until nobody wants one any more.

    Parameters
    ----------
    listener
        Bound and listening.
    idle
        Seconds without a client after which it ends.
    """

    def __init__(self, listener: socket.socket, idle: float) -> None:
        self.listener: socket.socket | None = listener
        self.path = Path(listener.getsockname())
        self.inode = self.path.lstat().st_ino
        self.idle = idle
        self.imported = libraries()
        self.looked_at = self.used_at = time.monotonic()
        self.clients: set[Client] = set()
        self.queue: deque[Client] = deque()
        self.spares = Spares()
        self.drawers = Drawers()
        self.selector = selectors.DefaultSelector()
        self.woken, self.waker = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.told_to_end = False

    def run(self) -> Child | Drawer | None:
        """Serve to the end and return nothing; in a child, return what it has to do."""
        signal.set_wakeup_fd(self.waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._end_soon)
        self.listener.setblocking(False)  # type: ignore[union-attr]
        self.selector.register(self.listener, selectors.EVENT_READ)  # type: ignore[arg-type]
        self.selector.register(self.woken, selectors.EVENT_READ)
        while self.listener or self.clients:
            for key, _ in self.selector.select(0.05 if self.spares.kinds else _TICK):
                self._answer(key.fileobj, key.data)
            self._reap()
            child = self._serve_queue() or self._make_spare() or self._make_drawer()
            if child:
                return child
            self._look_whether_to_end()
        return None

    def _end_soon(self, *_: object) -> None:
        self.told_to_end = True

    def _answer(self, source: object, data: Client | Spare | None) -> None:
        if source is self.listener:
            self._welcome()
        elif source == self.woken:
            with contextlib.suppress(BlockingIOError):
                os.read(self.woken, 4096)
        elif isinstance(data, Client):
            self._hear_client(data)
        elif isinstance(data, Spare):
            self._hear_spare(data)

    def _welcome(self) -> None:
        """Take a connection of this user's; nobody else gets a word."""
        with contextlib.suppress(BlockingIOError, ConnectionError):
            connection, _ = self.listener.accept()  # type: ignore[union-attr]
            if peer_user(connection) != os.getuid():
                connection.close()
                return
            client = Client(connection)
            self.clients.add(client)
            self.selector.register(connection, selectors.EVENT_READ, client)
            self.used_at = time.monotonic()

    def _hear_client(self, client: Client) -> None:
        """Take a request; a client that is gone takes its kernel along."""
        try:
            message, files = receive(client.connection)
        except (OSError, ValueError):
            message, files = None, []
        if message is None:
            if client.pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(client.pid, signal.SIGKILL)
            self._forget(client)
        elif client.kind is None and len(files) == 3 and {"arguments", "settings"} <= set(message):
            client.kind = Kind.of(message["arguments"], message["settings"])
            client.files = files
            self.spares.note_request(client.kind)
            self.queue.append(client)
        else:
            close_files(files)

    def _hear_spare(self, spare: Spare) -> None:
        """Note that a spare is ready, or that it is no more."""
        try:
            message, _ = receive(spare.control)
        except OSError:
            message = None
        if message is not None:
            spare.ready = True
            return
        self._lose(spare)

    def _lose(self, spare: Spare) -> None:
        """Give up a spare that has ended; if it never was ready, whoever waits for its kind is told."""
        self.spares.waiting.pop(spare.pid, None)
        self.selector.unregister(spare.control)
        spare.control.close()
        if not spare.ready:
            for client in [one for one in self.queue if one.kind == spare.kind]:
                self._refuse(client, f"a kernel could not be prepared; see {self.path.with_suffix('.log')}")
            self.spares.kinds.clear()

    def _serve_queue(self) -> Child | None:
        """Hand out the spares that are ready to those who wait; make one, in the child, for the first who has none."""
        for client in list(self.queue):
            spare = self.spares.take(client.kind) if client.kind else None
            if spare:
                self._hand_out(spare, client)
        short = Counter(client.kind for client in self.queue if client.kind) - self.spares.in_the_making()
        return self._fork(next(iter(short))) if short else None

    def _make_spare(self) -> Child | None:
        kind = self.spares.wanted() if self.listener and not self.queue else None
        return self._fork(kind) if kind else None

    def _make_drawer(self) -> Drawer | None:
        """Fork a process that draws if one is missing and nobody waits for a kernel."""
        drawer = None if self.queue or not self.drawers.are_short or threads() else self.drawers.fork()
        if drawer:
            self._drop_everything()
        return drawer

    def _fork(self, kind: Kind) -> Child | None:
        """Fork; return nothing in the server and what to do in the child. A process with threads must not fork: it ends."""
        others = threads()
        if others:
            for client in list(self.queue):
                self._refuse(client, f"the fork server has threads besides its own ({', '.join(others)}) and must not fork")
            self._retire()
            return None
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pid = os.fork()
        if pid == 0:
            self._drop_everything()
            ours.detach()
            self.drawers.asked.close()
            return Child(theirs, kind.arguments, dict(kind.settings), self.drawers.way)
        theirs.close()
        spare = Spare(pid, kind, ours)
        self.spares.waiting[pid] = spare
        self.selector.register(ours, selectors.EVENT_READ, spare)
        return None

    def _hand_out(self, spare: Spare, client: Client) -> None:
        """Give a spare to a client: from now on it is the client's kernel."""
        self.selector.unregister(spare.control)
        try:
            spare.control.settimeout(_SECONDS_TO_SPEAK)
            send(spare.control, {"handed_out": True}, [*client.files, client.connection.fileno()])
        except OSError:  # it has died meanwhile: the next one, then
            return
        finally:
            spare.control.close()
        self.queue.remove(client)
        close_files(client.files)
        client.pid, client.files = spare.pid, []
        try:
            handle = os.pidfd_open(spare.pid)
        except OSError:
            handle = None
        with contextlib.suppress(OSError):
            send(client.connection, {"pid": spare.pid}, [handle] if handle is not None else [])
        if handle is not None:
            os.close(handle)

    def _refuse(self, client: Client, reason: str) -> None:
        self.queue.remove(client)
        with contextlib.suppress(OSError):
            send(client.connection, {"refused": reason})
        self._forget(client)

    def _reap(self) -> None:
        """Tell the clients whose kernels have ended how they did."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self.drawers.note_end(pid)
            for client in [one for one in self.clients if one.pid == pid]:
                with contextlib.suppress(OSError):
                    send(client.connection, {"exit": os.waitstatus_to_exitcode(status)})
                self._forget(client)

    def _forget(self, client: Client) -> None:
        if client in self.clients:
            self.clients.remove(client)
            self.selector.unregister(client.connection)
            client.connection.close()
            close_files(client.files)
            self.used_at = time.monotonic()
        if client in self.queue:
            self.queue.remove(client)

    def _look_whether_to_end(self) -> None:
        """Serve nobody new when nobody has come for a while, or when the libraries have changed."""
        now = time.monotonic()
        changed = False
        if self.listener and now - self.looked_at > _SECONDS_BETWEEN_LOOKS_AT_LIBRARIES:
            self.looked_at = now
            changed = libraries() != self.imported or not self.path.exists()
        idle = not self.clients and now - self.used_at > self.idle
        if self.listener and (changed or idle or self.told_to_end):
            self._retire()
        if self.told_to_end:
            self.clients.clear()
        for spare in list(self.spares.outdated()):
            self._end_spare(spare)

    def _retire(self) -> None:
        """Let nobody new in; those who wait already are served."""
        if self.listener:
            with contextlib.suppress(OSError):
                if self.path.lstat().st_ino == self.inode:
                    self.path.unlink()
            self.selector.unregister(self.listener)
            self.listener.close()
            self.listener = None
        self.spares.kinds.clear()

    def _end_spare(self, spare: Spare) -> None:
        self.spares.waiting.pop(spare.pid, None)
        self.selector.unregister(spare.control)
        spare.control.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(spare.pid, signal.SIGKILL)

    def _drop_everything(self) -> None:
        """In a child: forget the server's files, which it is about to close by their numbers."""
        self.selector.close()
        sockets = [client.connection for client in self.clients] + [spare.control for spare in self.spares.waiting.values()]
        for each in [*sockets, *self.drawers.controls.values(), *([self.listener] if self.listener else [])]:
            each.detach()


def main(arguments: list[str]) -> None:
    """Run the fork server; ``arguments`` are the listening socket's number and the idle seconds.

    It leaves whoever started it first, so that it ends with nobody's terminal and is nobody's zombie.
    """
    if os.fork():
        os._exit(0)
    os.setsid()
    os.umask(0o077)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path[:] = [place for place in sys.path if place not in ("", "/")]  # the folder it was started in
    listener = socket.socket(fileno=int(arguments[0]))
    listener.set_inheritable(False)
    preload()
    child = ForkServer(listener, float(arguments[1])).run()
    if child:
        child.run()


if __name__ == "__main__":
    main(sys.argv[1:])
