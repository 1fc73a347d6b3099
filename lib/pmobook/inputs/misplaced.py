"""Packs that nobody would read because their folder is misnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.vocabulary import Quarter, nearest, quoted

__all__ = ["find_misplaced"]

_OF_A_PACK = (".xlsx", ".csv")


def find_misplaced(engagement: Engagement) -> list[Problem]:
    """Return a problem for each folder below ``inputs`` that is named after no business unit or quarter, and each stray file.

    Names that begin with a dot and files that could be no form are passed over.
    """
    inputs = engagement.folder / "inputs"
    problems = []
    for entry in _entries(inputs):
        if entry.is_dir() and entry.name in engagement.business_units:
            problems += [problem for inner in _entries(entry) if (problem := _problem_of_quarter(inner, entry.name))]
        elif entry.is_dir():
            guess = nearest(entry.name, engagement.business_units)
            remedy = f"Rename it to {guess}." if guess else f"Rename it, or add business_units/{entry.name}.yaml."
            known = ", ".join(list(engagement.business_units)[:10])
            problems.append(
                Problem(
                    f"inputs/{entry.name}", "a folder named after no business unit", f"the id of one, such as {known}", remedy
                )
            )
        elif entry.suffix.casefold() in _OF_A_PACK:
            problems.append(_stray(f"inputs/{entry.name}"))
    return problems


def _entries(folder: Path) -> Iterator[Path]:
    return (entry for entry in sorted(folder.iterdir() if folder.is_dir() else ()) if not entry.name.startswith((".", "~$")))


def _problem_of_quarter(entry: Path, unit_id: str) -> Problem | None:
    shown_as = f"inputs/{unit_id}/{entry.name}"
    if not entry.is_dir():
        return _stray(shown_as) if entry.suffix.casefold() in _OF_A_PACK else None
    try:
        Quarter.parse(entry.name)
    except PmobookError:
        year, number = re.search(r"(19|20)[0-9]{2}", entry.name), re.search(r"[Qq]\s*([1-4])", entry.name)
        remedy = f"Rename it to {year[0]}Q{number[1]}." if year and number else "Rename it to its quarter."
        return Problem(shown_as, f"a folder named {quoted(entry.name)}", "the year and the quarter, as in 2026Q3", remedy)
    return None


def _stray(shown_as: str) -> Problem:
    return Problem(
        shown_as,
        "a form or a pack outside a quarter's folder",
        "inputs/<business unit>/<quarter>/",
        "Move it into its pack's folder.",
    )
