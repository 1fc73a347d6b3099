"""Crosswalks as data: how a maturity model's capabilities are read in somebody else's frame."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from pydantic import Field

from pmobook.errors import Problem
from pmobook.method.model_definition import MaturityModel
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import is_id, nearest, quoted

__all__ = ["Crosswalks", "Dimension", "Frame", "Mapped", "NotMapped", "find_crosswalk_contradictions"]

_ROUNDING = 1e-6


class Dimension(Definition):
    """A part of a frame that gets a score of its own, such as a perspective or a domain."""

    dimension_id: str
    title: str = Field(min_length=1)
    definition: str = ""


class Mapped(Definition):
    """Where a capability stands in a frame."""

    capability_id: str
    dimensions: dict[str, float] = Field(min_length=1, strict=False)
    """Dimension to the share of the capability that counts there, above 0 to 1; the shares add up to 1."""
    note: str = ""


class NotMapped(Definition):
    """A capability that the frame has no place for."""

    capability_id: str
    reason: str = Field(min_length=1)


class Frame(Definition):
    """Somebody else's maturity frame, and where our capabilities stand in it."""

    frame_id: str
    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    """Where the frame's structure is published."""
    note: str = ""
    """What a reader must know before comparing."""
    dimensions: tuple[Dimension, ...] = Field(strict=False, min_length=1)
    mapping: tuple[Mapped, ...] = Field(strict=False, min_length=1)
    levels: dict[str, str] = Field(default_factory=dict)
    """A level of the model to what the frame calls it; a level without a name here has none in the frame."""
    not_mapped: tuple[NotMapped, ...] = Field(default=(), strict=False)

    @property
    def dimension_ids(self) -> tuple[str, ...]:
        """Every dimension's id in order."""
        return tuple(one.dimension_id for one in self.dimensions)


class Crosswalks(Definition):
    """``crosswalks.yaml``: every frame in which a model can be read too."""

    crosswalks: tuple[Frame, ...] = Field(strict=False)

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Every frame in the order of the file."""
        return self.crosswalks

    def frame(self, frame_id: str) -> Frame:
        """Return one frame.

        Raises
        ------
        KeyError
            If there is none of that id.
        """
        for frame in self.frames:
            if frame.frame_id == frame_id:
                return frame
        raise KeyError(frame_id)


def find_crosswalk_contradictions(crosswalks: Crosswalks, model: MaturityModel, shown_as: str) -> list[Problem]:
    """Return a problem for each name that does not exist, each share that does not add up, each capability told twice or never.

    Parameters
    ----------
    crosswalks
        The frames.
    model
        The model whose capabilities they place.
    shown_as
        How messages name the file.
    """
    problems = _wrong_ids([one.frame_id for one in crosswalks.frames], "frame_id", shown_as)
    for frame in crosswalks.frames:
        where = f"{shown_as}, {frame.frame_id}"
        problems += _wrong_ids(frame.dimension_ids, "dimension_id", f"{where}, dimensions")
        for level in frame.levels:
            if level not in model.levels:
                expected = f"a level from 0 to {model.highest_level}"
                problems.append(Problem(f"{where}, levels", quoted(level), expected, "Correct the level."))
        problems += _wrong_coverage(frame, model, where)
        for mapped in frame.mapping:
            problems += _wrong_shares(mapped, frame, f"{where}, mapping > {mapped.capability_id}")
    return problems


def _wrong_ids(ids: Sequence[str], kind: str, where: str) -> list[Problem]:
    return [
        Problem(where, f"{quoted(one)}{f' {count} times' if count > 1 else ''}", f"a {kind} of its own",
                "Use lower-case letters, digits and underscores, and each id once.")
        for one, count in Counter(ids).items()
        if count > 1 or not is_id(one)
    ]  # fmt: skip


def _wrong_coverage(frame: Frame, model: MaturityModel, where: str) -> list[Problem]:
    told = Counter([*(one.capability_id for one in frame.mapping), *(one.capability_id for one in frame.not_mapped)])
    problems = []
    for one, count in told.items():
        if one not in model.capability_ids:
            guess = nearest(one, model.capability_ids)
            remedy = f"Did you mean {guess}?" if guess else "Correct the id, or take it out."
            problems.append(Problem(where, quoted(one), "a capability of the model", remedy))
        elif count > 1:
            found = f"{quoted(one)} {count} times in mapping and not_mapped"
            problems.append(Problem(where, found, "each capability once", "Keep one of them."))
    problems += [
        Problem(where, f"nothing about {one}", "each capability of the model once",
                "Add it to mapping, or to not_mapped with the reason.")
        for one in model.capability_ids
        if one not in told
    ]  # fmt: skip
    return problems


def _wrong_shares(mapped: Mapped, frame: Frame, where: str) -> list[Problem]:
    problems = []
    for one, share in mapped.dimensions.items():
        if one not in frame.dimension_ids:
            guess = nearest(one, frame.dimension_ids)
            remedy = f"Did you mean {guess}?" if guess else f"Use one of {', '.join(frame.dimension_ids)}."
            problems.append(Problem(where, quoted(one), f"a dimension of {frame.frame_id}", remedy))
        if not 0 < share <= 1:
            problems.append(Problem(where, f"{share:g} for {one}", "a share above 0 and up to 1", "Write 40 % as 0.4."))
    total = math.fsum(mapped.dimensions.values())
    if abs(total - 1) > _ROUNDING:
        problems.append(Problem(where, f"shares that add up to {total:g}", "shares that add up to 1", "Correct the shares."))
    return problems
