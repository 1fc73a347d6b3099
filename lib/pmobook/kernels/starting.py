"""Finding the fork server, or starting it: one for each user and set of libraries, however many look for it at once."""

from __future__ import annotations

import atexit
import contextlib
import errno
import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pmobook.kernels.folder import private_folder
from pmobook.kernels.messages import peer_user
from pmobook.kernels.refusal import Unavailable
from pmobook.kernels.sameness import libraries, server_environment, surroundings

__all__ = ["IDLE", "connect", "hold", "socket_path"]

IDLE = "PMOBOOK_WARM_KERNELS_IDLE"
"""Environment variable: seconds that a fork server stays without a client."""

_IDLE_SECONDS = "20"
_PROGRAM = ["-m", "pmobook.kernels.fork_server"]
_LONGEST_SOCKET_NAME = 100
_SECONDS_FOR_THE_LOCK = 10.0
_SECONDS_TO_DETACH = 20.0
_SECONDS_TO_KEEP_LOGS = 86400.0
_NOBODY_LISTENS = {errno.ENOENT, errno.ECONNREFUSED}

_held: list[socket.socket] = []


def socket_path() -> Path:
    """Return where the server listens that has what a kernel of this process would have.

    Raises
    ------
    Unavailable
        If there can be no private folder, or its name is too long for a socket.
    """
    path = private_folder() / f"{surroundings()}{libraries()}.socket"
    if len(os.fsencode(path)) > _LONGEST_SOCKET_NAME:
        raise Unavailable(f"{path} is too long for a socket's name; set TMPDIR to a shorter folder")
    return path


def connect() -> socket.socket:
    """Return a connection to the fork server, which is started if there is none.

    A server that has just been started answers when it has imported everything.

    Raises
    ------
    Unavailable
        If there can be no server.
    """
    path = socket_path()
    connection = _try(path)
    if connection is None:
        with _lock(path.with_suffix(".lock")):
            connection = _try(path)
            if connection is None:
                _start(path)
                connection = _try(path)
    if connection is None:
        raise Unavailable(f"their server did not start; see {path.with_suffix('.log')}")
    return connection


def hold() -> None:
    """Keep the fork server, and its spares, for as long as this process lives."""
    if _held and _has_hung_up(_held[0]):
        _held.pop().close()
    if not _held:
        _held.append(connect())


@atexit.register
def _let_go() -> None:
    for connection in _held:
        connection.close()


def _has_hung_up(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_DONTWAIT | socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _try(path: Path) -> socket.socket | None:
    """Return a connection to a server of this user's that listens there; None if nobody does."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect(str(path))
        stranger = peer_user(connection) != os.getuid()
    except OSError as error:
        connection.close()
        if error.errno in _NOBODY_LISTENS:
            return None
        raise Unavailable(f"{path} can't be used ({error.strerror})") from None
    if stranger:
        connection.close()
        raise Unavailable(f"another user listens at {path}")
    return connection


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the lock under which a server is started; it goes with the process that holds it."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Unavailable(f"{path} can't be used ({error.strerror})") from None
    deadline = time.monotonic() + _SECONDS_FOR_THE_LOCK
    try:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Unavailable(f"somebody else has been starting their server for too long (see {path})") from None
                time.sleep(0.02)
        yield
    finally:
        os.close(file)


def _new_log(path: Path) -> IO[bytes]:
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")


def _tidy(folder: Path) -> None:
    """Remove what servers left behind that ended long ago."""
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            if path.suffix != ".socket" and time.time() - path.stat().st_mtime > _SECONDS_TO_KEEP_LOGS:
                path.unlink()


def _start(path: Path) -> None:
    """Start a server. It gets a socket that listens already, so that nobody who comes meanwhile is turned away."""
    path.unlink(missing_ok=True)
    try:
        _tidy(path.parent)
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener, _new_log(path.with_suffix(".log")) as log:
            listener.bind(str(path))
            path.chmod(0o600)
            listener.listen(64)
            number = str(listener.fileno())
            starter = subprocess.Popen(  # noqa: S603 - our own program, by this Python
                [sys.executable, *_PROGRAM, number, os.environ.get(IDLE, _IDLE_SECONDS)],
                env=server_environment(os.environ),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )
            starter.wait(_SECONDS_TO_DETACH)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"their server can't be started ({error})") from None
