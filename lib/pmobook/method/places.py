"""Where the workbook's own files stand: the method, the notebooks, the templates."""

from __future__ import annotations

from pathlib import Path

__all__ = ["method_folder", "workbook_folder"]

_PACKAGE = Path(__file__).resolve().parents[1]


def workbook_folder() -> Path:
    """Return the folder that holds ``params``, ``notebooks`` and ``templates``.

    In a clone that is its root; an installed package carries a copy inside itself.
    """
    clone = _PACKAGE.parents[1]
    return clone if (clone / "params" / "method").is_dir() else _PACKAGE / "workbook"


def method_folder() -> Path:
    """Return the folder of the method's data."""
    return workbook_folder() / "params" / "method"
