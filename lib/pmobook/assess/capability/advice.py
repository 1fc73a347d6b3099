"""What a skill that is short calls for: so many to train, since they are nearly there, and so many to hire."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.capability.nesting import count_able
from pmobook.assess.capability.reading import HIGHEST
from pmobook.language import say

__all__ = ["Advice", "advise"]


@dataclass(frozen=True)
class Advice:
    """How a gap closes.

    Attributes
    ----------
    train, hire
        People; each serves a full place.
    within_reach
        People who could be trained for what is missing; not who they are.
    hurt
        Ids of the projects that compete for too few people.
    sentence
        In words, by level.
    """

    train: int = 0
    hire: int = 0
    within_reach: int = 0
    hurt: set[str] = field(default_factory=set)
    sentence: str = ""


def advise(levels: NDArray[np.float64], needs: pd.DataFrame, reach: int = 1, *, is_single: bool = False) -> Advice:
    """Return the fewest hires that close a skill's gap in every month, and the trainings beside them.

    Parameters
    ----------
    levels
        (people,): 0 to 5; NaN is not assessed, negative not listed.
    needs
        project_id, level, slot, people; what is not assessed counts for nothing here.
    reach
        A person at most so many levels below what is needed can be trained for it.
    is_single
        The skill is covered by one person alone: a second one is wanted where that is so.

    Notes
    -----
    From the highest level down. Where the people needed from a level upwards, in the month with most, exceed those able there and
    those hired for higher levels, people within reach of the level are trained first, each once, and the rest are hired. A
    training adds to those able at its level only, a hire to all below too, so no other order needs fewer hires. A gap of part of
    a person takes a whole one.

    Examples
    --------
    >>> needs = pd.DataFrame({"project_id": ["A", "B"], "level": [4, 4], "slot": [0, 0], "people": [2.0, 1.0]})
    >>> print(advise(np.array([4.0, 3.0, 1.0]), needs).sentence)
    Train 1 to level 4; hire 1 at level 4.
    """
    able, _ = count_able(levels)
    upwards = _needed_upwards(needs)
    worst = upwards.max(axis=0) if len(upwards) else np.zeros(HIGHEST)
    if is_single:
        alone = able == 1
        worst = np.where(alone & (worst > 0), np.maximum(worst, 2.0), worst)
        worst = np.maximum.accumulate(worst[::-1])[::-1]
    steps = list(_steps(levels, able, worst, reach))
    done = [
        "; ".join(
            [
                *([say("train {train} to level {level}", train=train, level=level)] if train else []),
                *([say("hire {hire} at level {level}", hire=hire, level=level)] if hire else []),
            ]
        )
        for level, train, hire, _ in steps
    ]
    said = "; ".join(done)
    return Advice(
        train=sum(train for _, train, _, _ in steps),
        hire=sum(hire for _, _, hire, _ in steps),
        within_reach=sum(near for _, _, _, near in steps),
        hurt=_competing(needs, upwards, able),
        sentence=f"{said[0].upper()}{said[1:]}." if said else "",
    )


def _needed_upwards(needs: pd.DataFrame) -> NDArray[np.float64]:
    """Return (months, levels): people needed at each level and above."""
    known = needs[needs["people"].notna()]
    if known.empty:
        return np.zeros((0, HIGHEST))
    slots, month = np.unique(known["slot"].to_numpy(), return_inverse=True)
    needed = np.zeros((len(slots), HIGHEST))
    np.add.at(needed, (month, known["level"].to_numpy() - 1), known["people"].to_numpy())
    return np.round(np.cumsum(needed[:, ::-1], axis=1)[:, ::-1], 9)


def _steps(
    levels: NDArray[np.float64], able: NDArray[np.float64], worst: NDArray[np.float64], reach: int
) -> Iterator[tuple[int, int, int, int]]:
    """Yield level, people to train to it, people to hire at it, and people within reach; from the highest level down."""
    hired = 0
    trained: set[int] = set()
    for place in reversed(range(HIGHEST)):
        level = place + 1
        above = sum(1 for one in trained if levels[one] < level)  # trained past this level: able here now
        missing = math.ceil(worst[place] - able[place] - hired - above - 1e-9)
        if missing <= 0:
            continue
        near = [int(one) for one in np.flatnonzero((levels >= max(level - reach, 0)) & (levels < level)) if one not in trained]
        near.sort(key=lambda one: (-levels[one], one))
        train = near[:missing]
        trained.update(train)
        hired += missing - len(train)
        yield level, len(train), missing - len(train), len(near)


def _competing(needs: pd.DataFrame, upwards: NDArray[np.float64], able: NDArray[np.float64]) -> set[str]:
    """Return the projects that, in some month, need the skill at a level where, with those above, too many do."""
    slots = np.unique(needs.loc[needs["people"].notna(), "slot"].to_numpy())
    hurt: set[str] = set()
    for slot, wanted in zip(slots, upwards, strict=True):
        short = np.flatnonzero(wanted > able)
        if len(short):
            here = needs[(needs["slot"] == slot) & needs["people"].gt(0) & (needs["level"] > short[0])]
            hurt.update(here["project_id"].tolist())
    return hurt
