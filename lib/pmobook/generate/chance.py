"""Chance that can be repeated: one stream of random numbers for each business unit and subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

__all__ = ["SUBJECTS", "Chance", "pick"]

SUBJECTS = ("arc", "levels", "goals", "projects", "money", "benefits", "gates", "measures", "risks", "people", "skills",
            "responses", "comments", "practices", "findings", "handover", "more_responses", "judgements", "instances",
            "review", "response_days")  # fmt: skip
"""Subjects that draw by themselves: a change to one leaves the others as they are. Add new ones at the end."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Chance:
    """The chance of one business unit.

    Its numbers depend on the seed and the business unit's number alone, so a bigger organisation of the same seed begins
    with the same business units.
    """

    seed: int
    number: int

    def stream(self, subject: str, position: int | None = None) -> np.random.Generator:
        """Return the random numbers of a subject, or of a subject in the quarter of that position."""
        key = [self.number, SUBJECTS.index(subject)]
        if position is not None:
            key.append(position)
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))


def pick(generator: np.random.Generator, items: Sequence[Item]) -> Item:
    """Return one of several items."""
    return items[int(generator.integers(len(items)))]
