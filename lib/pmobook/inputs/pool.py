"""Exchange records: what an organisation may contribute to a pool, and the pool that it compares itself with.

A contribution is one JSON file with one record for each business unit: scores, sector and size, and no name of anything.
The pool is the folder ``pool`` of an engagement; whoever keeps it puts other organisations' files there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import Field, ValidationError

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.engagement import Engagement
from pmobook.method.scoring_rules import RuleName
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import quoted

__all__ = [
    "CONTRIBUTED",
    "POOL",
    "POOL_COLUMNS",
    "AreaRecord",
    "Contribution",
    "ExchangeRecord",
    "Pool",
    "pool_digest",
    "read_pool",
]

POOL, CONTRIBUTED = "pool", "contributed"
"""Folders of an engagement: other organisations' contributions, and its own."""
_MOST_BYTES = 2_000_000
_MOST_FILES = 5000

POOL_COLUMNS = {
    "contribution_id": "str", "model_id": "str", "model_version": "str", "rule": "str", "instrument": "str", "sector": "str",
    "size": "str", "quarter": "str", "area_id": "str", "score": "float64",
}  # fmt: skip
"""Columns of a pool's frame: one row for each record and focus area that is assessed."""


RatersBand = Literal["none", "1 to 4", "5 to 9", "10 to 24", "25 or more"]


class AreaRecord(Definition):
    """A focus area's score; None where it is not assessed."""

    score: float | None = Field(default=None, ge=0, le=5, strict=False)
    low: float | None = Field(default=None, ge=0, le=5, strict=False)
    high: float | None = Field(default=None, ge=0, le=5, strict=False)


class ExchangeRecord(Definition):
    """One business unit in one quarter, without its name."""

    quarter: str = Field(pattern=r"^[0-9]{4}Q[1-4]$")
    rule: RuleName
    instrument: Literal["survey", "appraisal"]
    raters: RatersBand
    areas: dict[str, AreaRecord]
    """Focus area id, or overall, to its score."""


class Contribution(Definition):
    """What one organisation contributes: its records, and the little that makes them comparable."""

    format: Literal["pmobook exchange 1"]
    contribution_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    """Random, so that a file can be recognised and nobody behind it can be."""
    model_id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,99}$")
    model_version: str = Field(max_length=40)
    sector: str | None = Field(default=None, max_length=100)
    size: Literal["small", "medium", "large", "very large"] | None = None
    records: tuple[ExchangeRecord, ...] = Field(strict=False, min_length=1, max_length=5000)


@dataclass(frozen=True)
class Pool:
    """The pool as read.

    Attributes
    ----------
    frame
        Columns of `POOL_COLUMNS`; no rows if there is no pool.
    files
        Contributions in it.
    own
        Contributions left out because they are the engagement's own.
    """

    frame: pd.DataFrame
    files: int
    own: int


def read_pool(engagement: Engagement) -> Pool:
    """Read the contributions in an engagement's folder ``pool``.

    Contributions that stand in the folder ``contributed`` too are the engagement's own: nobody is compared with himself.

    Raises
    ------
    ProblemsFound
        With every file that is no contribution, or that stands there twice.
    """
    places = sorted((engagement.folder / POOL).glob("*.json"))
    problems: list[Problem] = []
    if len(places) > _MOST_FILES:
        raise ProblemsFound(
            [Problem(POOL, f"{len(places)} files", f"at most {_MOST_FILES}", "Move some of them to another folder.")]
        )
    own_problems: list[Problem] = []
    own = {one.contribution_id for _, one in _read(engagement.folder, CONTRIBUTED, own_problems)}
    rows: list[dict[str, Any]] = []
    seen: dict[str, str] = {}
    left_out = 0
    for name, one in _read(engagement.folder, POOL, problems):
        if one.contribution_id in seen:
            found = f"the contribution of {seen[one.contribution_id]} again"
            problems.append(Problem(name, found, "each contribution once", "Remove one of the two files."))
        elif one.contribution_id in own:
            left_out += 1
        else:
            rows += _rows(one)
        seen.setdefault(one.contribution_id, name)
    if problems or own_problems:
        raise ProblemsFound([*own_problems, *problems])
    frame = pd.DataFrame(rows, columns=list(POOL_COLUMNS)).astype(POOL_COLUMNS)
    return Pool(frame, len(places), left_out)


def pool_digest(engagement: Engagement) -> str:
    """Return a digest of everything that `read_pool` reads."""
    total = hashlib.sha256()
    for folder in (CONTRIBUTED, POOL):
        for path in sorted((engagement.folder / folder).glob("*.json")):
            total.update(f"{folder}/{path.name}\0".encode("utf-8", "surrogateescape"))
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _read(engagement: Path, folder: str, problems: list[Problem]) -> list[tuple[str, Contribution]]:
    found = []
    for path in sorted((engagement / folder).glob("*.json")):
        name = f"{folder}/{path.name}"
        try:
            if path.stat().st_size > _MOST_BYTES:
                size = f"{path.stat().st_size:,} bytes"
                problems.append(Problem(name, size, f"at most {_MOST_BYTES:,}", "Check that it is the right file."))
                continue
            found.append((name, Contribution.model_validate(json.loads(path.read_text(encoding="utf-8")))))
        except (ValueError, RecursionError, OSError) as error:
            problems += _problems(name, error)
    return found


def _problems(name: str, error: Exception) -> list[Problem]:
    if not isinstance(error, ValidationError):
        return [Problem(name, quoted(error), "JSON of the format pmobook exchange 1", "Ask for the file again, or remove it.")]
    return [
        Problem(f"{name}, {' > '.join(map(str, fault['loc'])) or 'the whole file'}", quoted(fault["input"]),
                str(fault["msg"]).removeprefix("Input should be "), "Ask for the file again, or remove it.")
        for fault in error.errors()
    ]  # fmt: skip


def _rows(one: Contribution) -> list[dict[str, Any]]:
    shared = {
        "contribution_id": one.contribution_id, "model_id": one.model_id, "model_version": one.model_version,
        "sector": one.sector, "size": one.size,
    }  # fmt: skip
    return [
        {**shared, "quarter": record.quarter, "rule": record.rule, "instrument": record.instrument, "area_id": area,
         "score": scored.score}
        for record in one.records
        for area, scored in record.areas.items()
        if scored.score is not None
    ]  # fmt: skip
