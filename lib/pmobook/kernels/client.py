"""Whoever is connected to the fork server."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field

from pmobook.kernels.spares import Kind

__all__ = ["Client"]


@dataclass(eq=False)
class Client:
    """A connection: a kernel's, or one that is only held so that the server stays.

    Attributes
    ----------
    connection
        To whoever asked.
    pid, kind
        The kernel's; None before one was handed out, and before one was asked for.
    files
        Open files for the kernel, until it has them.
    """

    connection: socket.socket
    pid: int | None = None
    kind: Kind | None = None
    files: list[int] = field(default_factory=list)
