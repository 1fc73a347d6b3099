"""Saved scenarios: a JSON file each, in the engagement's folder, written whole and never over another's in silence."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.method.yaml_text import Definition
from pmobook.record.durable import create_file, replace_file
from pmobook.vocabulary import Quarter, quoted, slug
from pmobook.what_if.outcome import Outcome
from pmobook.what_if.scenario import Decision, Scenario

__all__ = ["FoundThen", "Saved", "ScenarioFile", "Scenarios", "Taken"]

_LONGEST_NAME = 80
_MOST_BYTES = 1_000_000


class FoundThen(Definition):
    """What the scenario led to when it was saved."""

    chosen: tuple[str, ...] = Field(strict=False)
    value: float | None
    money: float | None
    gap: float | None
    is_proven: bool


class ScenarioFile(Definition):
    """A saved scenario as it stands in its file; a missing budget is one without limit."""

    format: Literal[1] = 1
    name: str = Field(min_length=1, max_length=_LONGEST_NAME)
    business_unit: str
    quarter: str
    saved_at: str
    saved_by: str = Field(default="", max_length=200)
    weights: dict[str, float]
    budget: float | None = Field(ge=0, allow_inf_nan=False)
    other_limits: bool
    mandates: dict[str, Decision]
    found: FoundThen


@dataclass(frozen=True)
class Saved:
    """A saved scenario that has been read.

    Attributes
    ----------
    scenario, found
        What it tries, and what it led to when it was saved.
    saved_at, saved_by
        When, and in whose hand; that may be empty.
    version
        A digest of its file: to replace it, one must have seen it as it is.
    """

    scenario: Scenario
    found: FoundThen
    saved_at: str
    saved_by: str
    version: str


class Taken(PmobookError):
    """A name that a saved scenario has already."""


class Scenarios:
    """The scenarios of one business unit and quarter.

    Parameters
    ----------
    engagement, business_unit, quarter
        Whose. Nothing is written until a scenario is saved.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """

    def __init__(self, engagement: Engagement, business_unit: str, quarter: Quarter) -> None:
        engagement.business_unit(business_unit)
        self._business_unit, self._quarter = business_unit, str(quarter)
        self._within = engagement.folder.resolve()
        self.folder = engagement.folder / "scenarios" / business_unit / str(quarter)

    def path(self, name: str) -> Path:
        """Return the file of a scenario.

        Raises
        ------
        PmobookError
            If the name can't be one.
        """
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable() or name != name.strip():
            message = f"{quoted(name)} can't be a scenario's name. Use 1 to {_LONGEST_NAME} letters, digits and spaces."
            raise PmobookError(message)
        if not any(one.isascii() and one.isalnum() for one in name):
            message = f"The name {quoted(name)} needs a letter from a to z or a digit, since it also names a file."
            raise PmobookError(message)
        return self.folder / f"{slug(name)}.json"

    def save(self, outcome: Outcome, saved_by: str = "", replaces: str | None = None) -> Saved:
        """Save a scenario under its name.

        Parameters
        ----------
        outcome
            The scenario with what it leads to.
        saved_by
            The role of whoever saves it.
        replaces
            Version of the saved scenario that may be replaced; None: only a new name is taken.

        Raises
        ------
        Taken
            If there is one of that name, or it is not the version that may be replaced. Nothing was changed then.
        PmobookError
            If the name can't be one, or the folder can't be written to.
        """
        name = outcome.scenario.name
        path, content = self.path(name), self._content(outcome, saved_by)
        try:
            self._check_place()
            if replaces is None:
                create_file(path, content)
            else:
                self._replace(path, content, replaces, name)
        except FileExistsError:
            there = quoted(self._name_at(path))
            message = f"There is a saved scenario {there} already. Choose another name, or say that it may be replaced."
            raise Taken(message) from None
        except OSError as error:
            message = f"The scenario could not be saved ({error.strerror}). Check the engagement folder's permissions and space."
            raise PmobookError(message) from None
        return self._read(path)

    def load(self, name: str) -> Saved:
        """Return a saved scenario.

        Raises
        ------
        PmobookError
            If there is none of that name, or its file can't be read.
        """
        path = self.path(name)
        if not path.is_file():
            message = f"There is no saved scenario {quoted(name)} for {self._business_unit}, {self._quarter}."
            raise PmobookError(message)
        return self._read(path)

    def list(self) -> tuple[tuple[Saved, ...], tuple[str, ...]]:
        """Return every saved scenario by name, and a sentence for each file that can't be read."""
        saved, unread = [], []
        for path in sorted(self.folder.glob("[!.]*.json")) if self.folder.is_dir() else ():
            try:
                saved.append(self._read(path))
            except PmobookError as error:
                unread.append(str(error))
        return tuple(sorted(saved, key=lambda one: one.scenario.name.casefold())), tuple(unread)

    def _replace(self, path: Path, content: bytes, replaces: str, name: str) -> None:
        """Replace one version, which only one writer can: the first to put that version aside."""
        there = path.read_bytes() if path.is_file() else b""
        if _version(there) != replaces:
            message = f"Somebody else has saved {quoted(name)} meanwhile. Look at theirs, or choose another name."
            raise Taken(message)
        aside = path.with_name(f".{path.stem}.{replaces[:16]}.replaced.json")
        try:
            create_file(aside, there)
        except FileExistsError:
            message = f"Somebody else is replacing {quoted(name)}, or was cut off while doing so. Choose another name."
            raise Taken(message) from None
        replace_file(path, content)

    def _check_place(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.folder.resolve().is_relative_to(self._within):
            message = f"{self.folder} leads out of the engagement's folder, so nothing is saved there."
            raise PmobookError(message)

    def _content(self, outcome: Outcome, saved_by: str) -> bytes:
        scenario = outcome.scenario
        file = ScenarioFile(
            name=scenario.name, business_unit=self._business_unit, quarter=self._quarter, saved_by=saved_by.strip()[:200],
            saved_at=dt.datetime.now(tz=dt.UTC).isoformat(timespec="microseconds"),
            weights=dict(scenario.pulls), budget=_known(scenario.budget), other_limits=scenario.other_limits,
            mandates=dict(scenario.decisions),
            found=FoundThen(chosen=outcome.chosen, value=_known(outcome.value), money=_known(outcome.money),
                            gap=_known(outcome.gap), is_proven=outcome.is_proven),
        )  # fmt: skip
        return f"{file.model_dump_json(indent=2)}\n".encode()

    def _name_at(self, path: Path) -> str:
        try:
            return self._read(path).scenario.name
        except PmobookError:
            return path.stem

    def _read(self, path: Path) -> Saved:
        shown_as = path.relative_to(self.folder.parents[2]).as_posix()
        try:
            content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
            file = ScenarioFile.model_validate_json(content)
        except (OSError, ValidationError, UnicodeDecodeError):
            message = f"{shown_as} is no saved scenario, or was changed by hand so that it can't be read. Remove or restore it."
            raise PmobookError(message) from None
        if (file.business_unit, file.quarter) != (self._business_unit, self._quarter):
            message = f"{shown_as} is a scenario of {file.business_unit}, {file.quarter}; move it to where it belongs."
            raise PmobookError(message)
        scenario = Scenario(
            pulls=file.weights, budget=math.inf if file.budget is None else file.budget, decisions=file.mandates,
            other_limits=file.other_limits, name=file.name,
        )  # fmt: skip
        return Saved(scenario, file.found, file.saved_at, file.saved_by, _version(content))


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _version(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
