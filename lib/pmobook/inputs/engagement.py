"""An engagement: one organisation's folder with its parameters, business units and input packs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_names import find_unknown_names
from pmobook.inputs.engagement_parameters import EngagementParameters, Improvement
from pmobook.inputs.own_models import model_source
from pmobook.inputs.storage_address import storage_inside, storage_problem
from pmobook.language import use_language
from pmobook.method.crosswalks import Crosswalks
from pmobook.method.maturity import MaturityModel
from pmobook.method.yaml_text import load_model
from pmobook.vocabulary import Quarter, is_id, nearest, quoted

__all__ = ["Engagement", "open_engagement"]


@dataclass(frozen=True)
class Engagement:
    """An opened engagement.

    Attributes
    ----------
    folder
        Where it stands.
    parameters
        What ``engagement.yaml`` says.
    business_units
        Business unit id to what its file says, in order of id.
    whole
        Whether these are all of its business units, or only those that a reader may see.
    """

    folder: Path
    parameters: EngagementParameters
    business_units: dict[str, BusinessUnit]
    whole: bool = True

    @property
    def results(self) -> Path:
        """The folder that results are recorded in, unless a storage is named; what a run keeps for itself stands there anyway."""
        return self.folder / "results"

    def restricted_to(self, business_units: Collection[str]) -> Engagement:
        """Return the engagement as a reader sees it who may see some business units only; itself if none is named."""
        if not business_units:
            return self
        shown = {key: unit for key, unit in self.business_units.items() if key in business_units}
        return replace(self, business_units=shown, whole=False)

    def business_unit(self, business_unit_id: str) -> BusinessUnit:
        """Return one business unit.

        Raises
        ------
        PmobookError
            If the engagement has none of that id.
        """
        if business_unit_id not in self.business_units:
            guess = nearest(business_unit_id, self.business_units)
            hint = f"Did you mean {guess}? " if guess else ""
            known = ", ".join(self.business_units)
            message = f"{self.parameters.organisation} has no business unit {quoted(business_unit_id)}. {hint}It has {known}."
            raise PmobookError(message)
        return self.business_units[business_unit_id]

    def reporting(self, quarter: Quarter) -> tuple[str, ...]:
        """Return the business units of which a pack is expected for a quarter, or that handed one in all the same."""
        return tuple(
            unit_id
            for unit_id, unit in self.business_units.items()
            if unit.reports_in(quarter) or self.pack_folder(unit_id, quarter).is_dir()
        )

    def model(self, business_unit_id: str) -> MaturityModel:
        """Return the maturity model that a business unit is assessed by: one of the method, or the engagement's own.

        Raises
        ------
        PmobookError
            If there is no such business unit, or no model of the id that it names.
        ProblemsFound
            If the model's files do not hold together.
        """
        return model_source(self.folder, self.model_id(business_unit_id)).model

    def model_id(self, business_unit_id: str) -> str:
        """Return the id of the maturity model that a business unit is assessed by."""
        return self.business_unit(business_unit_id).maturity_model or self.parameters.maturity_model

    def model_digest(self, business_unit_id: str) -> str:
        """Return a digest of that model as it is now; the id for a model of the method, which stays while a program runs."""
        return model_source(self.folder, self.model_id(business_unit_id)).digest

    def crosswalks(self, business_unit_id: str) -> Crosswalks:
        """Return the frames in which a business unit's scores can be read too; none if its model has no crosswalks.

        Raises
        ------
        ProblemsFound
            If the crosswalks do not hold together.
        """
        return model_source(self.folder, self.model_id(business_unit_id)).crosswalks

    def scoring_rule(self, business_unit_id: str) -> str:
        """Return the name of the rule that a business unit is scored by."""
        return self.business_unit(business_unit_id).scoring_rule or self.parameters.scoring_rule

    def instrument(self, business_unit_id: str) -> str:
        """Return what a business unit's stated level rests on: survey or appraisal."""
        return self.business_unit(business_unit_id).instrument or self.parameters.instrument

    def improvement(self, business_unit_id: str) -> Improvement:
        """Return what a business unit can spend in a quarter on improving; what its file leaves out is the engagement's."""
        own, shared = self.business_unit(business_unit_id).improvement or Improvement(), self.parameters.improvement
        given = {name: value for name, value in own.model_dump().items() if value is not None}
        return shared.model_copy(update=given)

    def target_levels(self, business_unit_id: str) -> dict[str, float]:
        """Return the target of each focus area for a business unit; an area without one is left out."""
        return {**self.parameters.target_levels, **self.business_unit(business_unit_id).target_levels}

    def pack_folder(self, business_unit_id: str, quarter: Quarter) -> Path:
        """Return where a business unit's input pack for a quarter stands, whether or not it is there."""
        self.business_unit(business_unit_id)
        return self.folder / "inputs" / business_unit_id / str(quarter)

    def quarters(self, business_unit_id: str | None = None) -> tuple[Quarter, ...]:
        """Return the quarters for which a business unit (or any) has a pack folder, oldest first."""
        units = [business_unit_id] if business_unit_id else list(self.business_units)
        found = set()
        for unit in units:
            place = self.folder / "inputs" / unit
            for entry in place.iterdir() if place.is_dir() else ():
                try:
                    found.add(Quarter.parse(entry.name))
                except PmobookError:
                    continue
        return tuple(sorted(found))


def open_engagement(folder: str | Path) -> Engagement:
    """Open an engagement's folder and check its parameters; from here on its language is spoken.

    Raises
    ------
    PmobookError
        If the folder is no engagement.
    ProblemsFound
        With every problem of ``engagement.yaml`` and of the business units' files.
    """
    place = Path(folder).expanduser()
    if not (place / "engagement.yaml").is_file():
        message = (
            f"{place} is no engagement: it has no engagement.yaml. "
            "Give the folder of one, such as params/demo, or make a new one with: pmobook init FOLDER"
        )
        raise PmobookError(message)
    place = place.resolve()
    problems: list[Problem] = []
    parameters = None
    try:
        parameters = load_model(EngagementParameters, place / "engagement.yaml", "engagement.yaml")
    except ProblemsFound as found:
        problems += found.problems
    units: dict[str, BusinessUnit] = {}
    for path in sorted((place / "business_units").glob("*.yaml")):
        shown_as = f"business_units/{path.name}"
        if not is_id(path.stem):
            problems.append(
                Problem(shown_as, f"the name {quoted(path.stem)}", "lower-case letters, digits and underscores, a letter first",
                        "Rename the file; the name is the business unit's id.")
            )  # fmt: skip
            continue
        try:
            units[path.stem] = load_model(BusinessUnit, path, shown_as)
        except ProblemsFound as found:
            problems += found.problems
    if not units and not problems:
        problems.append(
            Problem("business_units", "no file", "one YAML file for each business unit", "Add business_units/<id>.yaml.")
        )
    if parameters is not None:
        problems += find_unknown_names(place, parameters, units)
        problems += _storage_problems(place, parameters)
    if problems or parameters is None:
        raise ProblemsFound(problems)
    use_language(parameters.language)
    return Engagement(place, parameters, units)


def _storage_problems(folder: Path, parameters: EngagementParameters) -> list[Problem]:
    try:
        if parameters.storage:
            storage_inside(folder, parameters.storage)
    except ValueError as error:
        return [storage_problem(str(error))]
    return []
