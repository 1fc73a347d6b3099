"""The catalogue of measures that a PMO can start from, read from a file for each focus area."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.method.catalogue_measure import CatalogueMeasure
from pmobook.method.in_language import in_each_language
from pmobook.method.maturity import maturity_model, maturity_model_names
from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import nearest, quoted

__all__ = ["CATALOGUE", "MeasureArea", "MeasureCatalogue", "catalogue_folder", "catalogue_name", "measure_catalogue"]

CATALOGUE = "catalogue"
"""The word for every measure, and the name of the file that lists the focus areas."""
_PAGE = "docs/measures.md"


class _Header(Definition):
    """``catalogue.yaml``."""

    title: str = Field(min_length=5)
    version: str
    dated: str
    description: str = Field(min_length=10)
    source: str = Field(min_length=10)
    maturity_model: str
    areas: tuple[str, ...] = Field(strict=False, min_length=1)


class MeasureArea(Definition):
    """The measures of one focus area, in a file of its own."""

    area_id: str
    measures: tuple[CatalogueMeasure, ...] = Field(strict=False, min_length=1)


class MeasureCatalogue(Definition):
    """A dated version of the catalogue.

    Attributes
    ----------
    maturity_model
        Id of the model whose focus areas and capabilities the measures belong to.
    areas
        In the order of that model.
    """

    title: str
    version: str
    dated: str
    description: str
    source: str
    maturity_model: str
    areas: tuple[MeasureArea, ...]

    @property
    def measures(self) -> tuple[CatalogueMeasure, ...]:
        """Every measure in order."""
        return tuple(one for area in self.areas for one in area.measures)

    def area_of(self, measure_id: str) -> str:
        """Return the id of the focus area that a measure belongs to.

        Raises
        ------
        KeyError
            If there is no such measure.
        """
        for area in self.areas:
            if any(one.measure_id == measure_id for one in area.measures):
                return area.area_id
        raise KeyError(measure_id)

    def choose(self, names: str | Iterable[str]) -> tuple[CatalogueMeasure, ...]:
        """Return the measures named, each once, in the order of the catalogue.

        Parameters
        ----------
        names
            Ids of measures or of focus areas, or ``catalogue`` for every measure; letter case does not matter. Several in one
            text stand between commas or semicolons.

        Raises
        ------
        PmobookError
            If a name is none of these, or there is none at all; the message says what exists.

        Examples
        --------
        >>> [one.measure_id for one in measure_catalogue().choose("gates_with_decision, gates_held_when_due")]
        ['gates_held_when_due', 'gates_with_decision']
        """
        texts = [names] if isinstance(names, str) else list(names)
        asked = [part.strip().casefold() for text in texts for part in re.split("[,;]", text) if part.strip()]
        members = {one.measure_id: {one.measure_id} for one in self.measures}
        members |= {area.area_id: {one.measure_id for one in area.measures} for area in self.areas}
        members[CATALOGUE] = {one.measure_id for one in self.measures}
        unknown = [name for name in dict.fromkeys(asked) if name not in members]
        if unknown or not asked:
            raise PmobookError(self._refusal(unknown, members))
        chosen = set().union(*(members[name] for name in asked))
        return tuple(one for one in self.measures if one.measure_id in chosen)

    def _refusal(self, unknown: list[str], known: Iterable[str]) -> str:
        guesses = [guess for name in unknown if (guess := nearest(name, known))]
        hint = f"Did you mean {', '.join(guesses)}? " if guesses else ""
        names = ", ".join(quoted(name) for name in unknown)
        verb = "is" if len(unknown) == 1 else "are"
        found = (
            f"{names} {verb} neither a measure of the catalogue nor a focus area. {hint}" if unknown else "No measure is named. "
        )
        areas = ", ".join(area.area_id for area in self.areas)
        return f"{found}Name measures by their ids, which stand in {_PAGE}, a focus area ({areas}), or {CATALOGUE} for all."


def catalogue_folder() -> Path:
    """Return where the method's catalogue stands."""
    return method_folder() / "measures"


def catalogue_name(folder: Path | None = None) -> str:
    """Return how messages name a catalogue's folder; the method's if none is given."""
    return "params/method/measures" if folder is None else folder.name


@in_each_language
def measure_catalogue(folder: Path | None = None) -> MeasureCatalogue:
    """Return the catalogue that a folder holds: ``catalogue.yaml``, and a file for each focus area that it lists.

    Parameters
    ----------
    folder
        The method's if not given.

    Raises
    ------
    ProblemsFound
        If a file is missing or malformed; a focus area or capability is none of the maturity model's; an id or a title stands
        twice.
    """
    place, shown = folder or catalogue_folder(), catalogue_name(folder)
    header = load_model(_Header, place / f"{CATALOGUE}.yaml", f"{shown}/{CATALOGUE}.yaml")
    problems = _wrong_areas(header, f"{shown}/{CATALOGUE}.yaml")
    if problems:
        raise ProblemsFound(problems)
    areas: list[MeasureArea] = []
    for area_id in header.areas:
        try:
            areas.append(load_model(MeasureArea, place / f"{area_id}.yaml", f"{shown}/{area_id}.yaml"))
        except ProblemsFound as found:
            problems += found.problems
    problems = problems or [*_misplaced(header, areas, shown), *_repeated(areas, shown)]
    if problems:
        raise ProblemsFound(problems)
    return MeasureCatalogue.model_validate({**header.model_dump(), "areas": tuple(areas)})


def _wrong_areas(header: _Header, where: str) -> list[Problem]:
    models = maturity_model_names()
    if header.maturity_model not in models:
        return [Problem(f"{where}, maturity_model", quoted(header.maturity_model), f"a model of the method: {', '.join(models)}",
                        "Correct the id of the model.")]  # fmt: skip
    known = [area.area_id for area in maturity_model(header.maturity_model).areas]
    ordered = [one for one in known if one in header.areas]
    if list(header.areas) == ordered:
        return []
    return [Problem(f"{where}, areas", ", ".join(header.areas), f"focus areas of {header.maturity_model}, each once and in its "
                    f"order: {', '.join(known)}", "Correct the list.")]  # fmt: skip


def _misplaced(header: _Header, areas: list[MeasureArea], shown: str) -> list[Problem]:
    """Return a problem for each file with another area's id, and each measure of a capability that is not in its area."""
    capabilities = {
        area.area_id: [one.capability_id for one in area.capabilities] for area in maturity_model(header.maturity_model).areas
    }
    problems = []
    for area_id, area in zip(header.areas, areas, strict=True):
        where = f"{shown}/{area_id}.yaml"
        if area.area_id != area_id:
            problems.append(Problem(f"{where}, area_id", quoted(area.area_id), f"{area_id}, the name of its file",
                                    "Give the area and its file one id."))  # fmt: skip
        problems += [
            Problem(f"{where}, {one.measure_id}, capability_id", quoted(one.capability_id),
                    f"a capability of {area_id}: {', '.join(capabilities[area_id])}", "Correct it, or move the measure.")
            for one in area.measures
            if one.capability_id not in capabilities[area_id]
        ]  # fmt: skip
    return problems


def _repeated(areas: list[MeasureArea], shown: str) -> list[Problem]:
    """Return a problem for each id and each title that stands a second time, and each id that means an area or all."""
    first = dict.fromkeys((CATALOGUE, *(area.area_id for area in areas)), f"{shown}/{CATALOGUE}.yaml")
    problems = []
    for area in areas:
        for one in area.measures:
            where = f"{shown}/{area.area_id}.yaml, {one.measure_id}"
            for kind, text in (("measure_id", one.measure_id), ("title", one.title)):
                plain = " ".join(text.casefold().split())
                if plain in first:
                    found = f"{quoted(text)} a second time (first in {first[plain]})"
                    problems.append(Problem(f"{where}, {kind}", found, f"each {kind} once", "Give one of the two another."))
                first.setdefault(plain, where)
    return problems
