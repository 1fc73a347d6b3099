"""What a best practice depends on, as written in a column."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from pmobook.assess.scoring.layout import Indices, Layout
from pmobook.errors import Problem, ProblemsFound
from pmobook.vocabulary import nearest, quoted

__all__ = ["read_needs"]


def read_needs(layout: Layout, spread: pd.DataFrame, of_item: Indices) -> Layout:
    """Return the layout with what its best practices need.

    Parameters
    ----------
    layout
        Where each practice stands.
    spread
        Answers by level with the text depends_on: names separated by semicolons or commas, each a practice, a capability (all of
        its levels) or a capability and a level ("budget_management:2").
    of_item
        Which practice each answer is about.

    Raises
    ------
    ProblemsFound
        If a name leads nowhere.
    """
    places = _places(layout)
    problems: dict[str, Problem] = {}
    needs = set()
    written = spread["depends_on"]
    for row in written.index[written != ""]:
        own = int(layout.cell_of_practice[of_item[row]])
        for name in filter(None, (part.strip() for part in re.split(r"[;,]", str(written[row])))):
            key = re.sub(r"\s*[: ]\s*(?=\d+$)", ":", name)
            if key not in places:
                guess = nearest(name, places)
                remedy = f"Did you mean {guess}?" if guess else "Name a practice, a capability, or both a capability and a level."
                problems[name] = Problem("ratings, column depends_on", quoted(name), "something that is rated here", remedy)
            needs |= {(own, cell) for cell in places.get(key, ()) if cell != own}
    if problems:
        raise ProblemsFound(problems.values())
    return replace(layout, needs=tuple(sorted(needs)))


def _places(layout: Layout) -> dict[str, set[int]]:
    """Return the cells that each name stands for."""
    places: dict[str, set[int]] = {}
    positions = zip(layout.cell_of_practice.tolist(), layout.practices, layout.capability_of_practice.tolist(), strict=True)
    for cell, practice, capability in positions:
        name = layout.capabilities[capability]
        level = cell % layout.highest_level + 1
        for one in filter(None, (practice, name, f"{name}:{level}")):
            places.setdefault(one, set()).add(cell)
    return places
