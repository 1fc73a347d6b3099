"""Charts drawn by a process whose engine is warm, for every kernel that the fork server has forked.

An engine takes longer to start than a chart takes to draw, and every kernel would start one of its own. Who has nobody to draw
for it draws itself: the same bytes.
"""

from __future__ import annotations

import array
import contextlib
import json
import math
import socket
import struct
from typing import Any

from pmobook.kernels.engine import SECONDS_FOR_A_CHART, engine

__all__ = ["draw", "draw_here", "let_draw", "read", "write"]

_LENGTH = struct.Struct("!Q")
_PIECE = 2**20

_drawers: list[socket.socket] = []


def draw(specification: dict[str, Any]) -> str:
    """Return a chart as SVG.

    Parameters
    ----------
    specification
        Vega-Lite with its data inside.

    Raises
    ------
    ValueError
        If Vega-Lite refuses the specification.
    """
    wanted = _written(specification)
    return _drawn_elsewhere(wanted) or engine().draw(wanted)


def draw_here(specification: dict[str, Any]) -> str:
    """Return a chart as SVG, drawn by this process; see `draw`."""
    return engine().draw(_written(specification))


def _written(specification: dict[str, Any]) -> str:
    """Return a specification as JSON. It knows no number that is none: missing, there."""
    try:
        try:
            return json.dumps(specification, allow_nan=False)
        except ValueError:
            return json.dumps(_with_gaps(specification), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"a chart is plain texts and numbers, in lists and by names: {error}") from error


def _with_gaps(part: Any) -> Any:  # noqa: ANN401 - whatever a specification holds
    if isinstance(part, dict):
        return {name: _with_gaps(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_with_gaps(value) for value in part]
    return None if isinstance(part, float) and not math.isfinite(part) else part


def let_draw(drawers: socket.socket) -> None:
    """Have this process's charts drawn by whoever listens at the other end."""
    _drawers[:] = [drawers]


def _drawn_elsewhere(wanted: str) -> str | None:
    """Return a chart as SVG; None if nobody draws it for us, for whatever reason."""
    if not _drawers:
        return None
    ours, theirs = socket.socketpair()
    with ours, contextlib.suppress(OSError):
        with theirs:
            handed = array.array("i", [theirs.fileno()])
            _drawers[0].sendmsg([b"draw"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handed)], socket.MSG_DONTWAIT)
        ours.settimeout(SECONDS_FOR_A_CHART)
        write(ours, wanted.encode())
        return read(ours).decode() or None
    return None


def write(connection: socket.socket, content: bytes) -> None:
    """Write something that the other side reads in one go."""
    connection.sendall(_LENGTH.pack(len(content)) + content)


def read(connection: socket.socket) -> bytes:
    """Return what was written in one go.

    Raises
    ------
    ConnectionError
        If the other side ended before all of it was said.
    """
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    return _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts, left = [], length
    while left:
        part = connection.recv(min(left, _PIECE))
        if not part:
            raise ConnectionError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
