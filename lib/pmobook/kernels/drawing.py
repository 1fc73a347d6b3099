"""Charts drawn by a process whose engine is warm, for every kernel that the fork server has forked.

An engine takes longer to start than a chart takes to draw, and every kernel would start one of its own. Who has nobody to draw
for it draws itself: the same bytes.
"""

from __future__ import annotations

import array
import contextlib
import json
import socket
import struct
from typing import Any

__all__ = ["SECONDS_FOR_A_CHART", "draw", "draw_here", "let_draw", "read", "write"]

_VEGA_LITE = "6.4"
_LENGTH = struct.Struct("!Q")
_PIECE = 2**20
SECONDS_FOR_A_CHART = 20
"""After which a kernel draws itself, and a drawing process that is still at it is ended."""

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
    return _drawn_elsewhere(specification) or draw_here(specification)


def draw_here(specification: dict[str, Any]) -> str:
    """Return a chart as SVG, drawn by this process."""
    import vl_convert  # noqa: PLC0415 - a kernel that is drawn for needs none of it

    # No address is allowed: a chart draws what it was given and fetches nothing.
    return vl_convert.vegalite_to_svg(specification, vl_version=_VEGA_LITE, allowed_base_urls=[])


def let_draw(drawers: socket.socket) -> None:
    """Have this process's charts drawn by whoever listens at the other end."""
    _drawers[:] = [drawers]


def _drawn_elsewhere(specification: dict[str, Any]) -> str | None:
    """Return a chart as SVG; None if nobody draws it for us, for whatever reason."""
    if not _drawers:
        return None
    try:
        wanted = json.dumps(specification).encode()
    except (TypeError, ValueError):  # not plain numbers and texts: the engine has the word
        return None
    ours, theirs = socket.socketpair()
    with ours, contextlib.suppress(OSError):
        with theirs:
            handed = array.array("i", [theirs.fileno()])
            _drawers[0].sendmsg([b"draw"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handed)], socket.MSG_DONTWAIT)
        ours.settimeout(SECONDS_FOR_A_CHART)
        write(ours, wanted)
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
