"""Where a command prints its tables."""

from __future__ import annotations

import os

from rich.console import Console

__all__ = ["console_of_the_command"]

_WIDTH_IN_A_FILE = 120


def console_of_the_command() -> Console:
    """Return the terminal as wide as it is; a file or another program, which have no width, get lines of 120 letters."""
    console = Console()
    return console if console.is_terminal or os.environ.get("COLUMNS") else Console(width=_WIDTH_IN_A_FILE)
