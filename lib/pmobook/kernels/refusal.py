"""Why a kernel is an ordinary one."""

from __future__ import annotations

__all__ = ["NeedsItsOwnProcess", "Unavailable"]


class Unavailable(Exception):
    """No warm kernel can be had, and whoever wonders should know: a sentence without its full stop."""


class NeedsItsOwnProcess(Exception):
    """A kernel is asked for in a way that a fork can't have, which is as it should be."""
