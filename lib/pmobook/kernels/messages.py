"""What goes through the fork server's socket: one small JSON object a message, with open files handed along."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from pmobook.kernels.refusal import Unavailable

__all__ = ["close_files", "memory_file", "peer_user", "read_memory_file", "receive", "send"]

_LARGEST = 65536
_MOST_FILES = 4
_CREDENTIALS = struct.Struct("3i")


def send(connection: socket.socket, message: Mapping[str, Any], files: Sequence[int] = ()) -> None:
    """Send a message in one piece; the receiver gets open files of its own.

    Raises
    ------
    Unavailable
        If the message is longer than the other side reads.
    """
    data = json.dumps(message).encode()
    if len(data) > _LARGEST:
        raise Unavailable(f"the kernel's arguments and settings are too long ({len(data):,} bytes)")
    socket.send_fds(connection, [data], list(files))


def receive(connection: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    """Return a message and the files that came with it; no message once the other side has gone.

    Raises
    ------
    BlockingIOError
        If the connection doesn't block and nothing has come.
    """
    try:
        data, files, _, _ = socket.recv_fds(connection, _LARGEST, _MOST_FILES)
    except ConnectionResetError:
        return None, []
    return (json.loads(data) if data else None), list(files)


def close_files(files: Sequence[int]) -> None:
    """Close open files that were received, those that are closed already too."""
    for file in files:
        with contextlib.suppress(OSError):
            os.close(file)


def peer_user(connection: socket.socket) -> int:
    """Return the id of the user whose process is at the other end, as the system knows it."""
    _, user, _ = _CREDENTIALS.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return int(user)


def memory_file(content: Mapping[str, Any]) -> int:
    """Return an open file that exists in memory only, for what is too long for a message or no business of the server's."""
    file = os.memfd_create("pmobook-kernel")
    with os.fdopen(os.dup(file), "wb") as stream:
        stream.write(json.dumps(content).encode())
    return file


def read_memory_file(file: int) -> dict[str, Any]:
    """Return what `memory_file` wrote, and close it."""
    with os.fdopen(file, "rb") as stream:
        stream.seek(0)
        content: dict[str, Any] = json.load(stream)
    return content
