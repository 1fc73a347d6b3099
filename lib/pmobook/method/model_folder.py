"""The folder of a maturity model: ``model.yaml``, a file for each focus area, ``crosswalks.yaml``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import Problem, ProblemsFound
from pmobook.method.capabilities import FocusArea
from pmobook.method.crosswalks import Crosswalks, find_crosswalk_contradictions
from pmobook.method.model_definition import MaturityModel
from pmobook.method.model_structure import find_contradictions, find_wrong_ids
from pmobook.method.yaml_text import check_content, load_model, load_yaml
from pmobook.vocabulary import is_id, quoted

__all__ = ["CROSSWALKS_FILE", "MODEL_FILE", "ModelFolder", "read_model_folder"]

MODEL_FILE, CROSSWALKS_FILE = "model.yaml", "crosswalks.yaml"
_RESERVED = {"model", "crosswalks"}


@dataclass(frozen=True)
class ModelFolder:
    """Where a maturity model stands; the folder has the model's id for a name.

    Attributes
    ----------
    path
        The folder.
    shown_as
        How messages name it: ``params/method/maturity/strategic_pmo``, or relative to an engagement ``maturity/own_model``.
    """

    path: Path
    shown_as: str

    @property
    def model_id(self) -> str:
        """The id that the model in it must have."""
        return self.path.name

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is or could be part of the model, by name."""
        return tuple(path for path in sorted(self.path.glob("*.yaml")) if path.is_file() and not path.name.startswith("."))

    @property
    def digest(self) -> str:
        """SHA-256 over the names and bytes of the files."""
        total = hashlib.sha256()
        for path in self.files:
            total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
        return total.hexdigest()

    def file_of(self, area_id: str) -> str:
        """Return how messages name the file that holds a focus area: its own, or the model's where it stands inline."""
        own = self.path / f"{area_id}.yaml"
        return f"{self.shown_as}/{own.name if own.is_file() else MODEL_FILE}"

    def crosswalks(self, model: MaturityModel) -> Crosswalks:
        """Return the frames in which the model can be read too; none if there is no ``crosswalks.yaml``.

        Raises
        ------
        ProblemsFound
            If the file does not hold together, or names what the model or the frame does not have.
        """
        path = self.path / CROSSWALKS_FILE
        if not path.is_file():
            return Crosswalks(crosswalks=())
        shown_as = f"{self.shown_as}/{CROSSWALKS_FILE}"
        if wrong := _leads_out(path, self.path, shown_as):
            raise ProblemsFound([wrong])
        crosswalks = load_model(Crosswalks, path, shown_as)
        if problems := find_crosswalk_contradictions(crosswalks, model, shown_as):
            raise ProblemsFound(problems)
        return crosswalks


def read_model_folder(folder: ModelFolder) -> MaturityModel:
    """Return the model that a folder holds.

    ``areas`` in ``model.yaml`` holds focus areas themselves, or ids: the area ``resources`` then stands in
    ``resources.yaml`` beside it. Nothing else is read by a name that stands in the file.

    Raises
    ------
    ProblemsFound
        If a file is missing, malformed or leads out of the folder, or the files contradict each other or themselves.
        What a model merely lacks is no problem here: see `pmobook.method.model_lint`.
    """
    shown_as = f"{folder.shown_as}/{MODEL_FILE}"
    if wrong := _leads_out(folder.path / MODEL_FILE, folder.path, shown_as):
        raise ProblemsFound([wrong])
    content = load_yaml(folder.path / MODEL_FILE, shown_as)
    listed = content.get("areas") if isinstance(content, dict) else None
    problems: list[Problem] = []
    if isinstance(listed, list):
        areas = [_area(one, place, folder, problems) for place, one in enumerate(listed)]
        problems += find_wrong_ids([area for area in areas if isinstance(area, FocusArea)], folder.file_of)
        if problems:
            raise ProblemsFound(problems)
        content = {**content, "areas": areas}
    model = check_content(MaturityModel, content, shown_as)
    if model.model_id != folder.model_id:
        problems.append(
            Problem(f"{shown_as}, model_id", quoted(model.model_id), f"{folder.model_id}, the name of its folder",
                    "Give the model and its folder one id.")
        )  # fmt: skip
    problems += find_contradictions(model, shown_as, folder.file_of)
    if problems:
        raise ProblemsFound(problems)
    return model


def _area(listed: object, place: int, folder: ModelFolder, problems: list[Problem]) -> object:
    """Return a focus area that stands inline or in a file of its own; anything else as it is, after noting a problem."""
    where = f"{folder.shown_as}/{MODEL_FILE}, areas > {place}"
    try:
        if isinstance(listed, dict):
            return check_content(FocusArea, listed, where)
        if not isinstance(listed, str) or not is_id(listed) or listed in _RESERVED:
            problems.append(
                Problem(where, quoted(listed), "the id of a focus area, or the area itself",
                        "Write the id alone; the area then stands in <id>.yaml in the same folder.")
            )  # fmt: skip
            return listed
        shown_as = f"{folder.shown_as}/{listed}.yaml"
        path = folder.path / f"{listed}.yaml"
        if not path.is_file():
            problems.append(
                Problem(where, f"{listed}, while there is no file {listed}.yaml", "a file for each area that is named by its id",
                        "Add the file beside model.yaml, or take the id out.")
            )  # fmt: skip
            return listed
        if wrong := _leads_out(path, folder.path, shown_as):
            problems.append(wrong)
            return listed
        area = load_model(FocusArea, path, shown_as)
    except ProblemsFound as found:
        problems += found.problems
        return listed
    if area.area_id != listed:
        problems.append(
            Problem(f"{shown_as}, area_id", quoted(area.area_id), f"{listed}, the name of its file",
                    "Give the area and its file one id.")
        )  # fmt: skip
    return area


def _leads_out(path: Path, folder: Path, shown_as: str) -> Problem | None:
    if path.resolve().is_relative_to(folder.resolve()):
        return None
    return Problem(shown_as, "a link that leads out of the model's folder", "a file in the folder", "Put a copy of it there.")
