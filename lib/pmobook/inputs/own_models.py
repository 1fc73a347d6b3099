"""The maturity model that an engagement names: one of the method, or one of its own in its folder ``maturity``."""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError, Problem
from pmobook.method.crosswalks import Crosswalks
from pmobook.method.maturity import MaturityModel, maturity_crosswalks, maturity_model, maturity_model_names
from pmobook.method.model_folder import MODEL_FILE, ModelFolder, read_model_folder
from pmobook.vocabulary import is_id, nearest, quoted

__all__ = ["OWN_MODELS", "ModelSource", "find_model_problems", "model_source", "own_models_digest"]

OWN_MODELS = "maturity"
"""The folder of an engagement that holds models of its own, each in a folder named after its id."""


@dataclass(frozen=True)
class ModelSource:
    """Where a maturity model comes from.

    Attributes
    ----------
    model_id
        Its id.
    own
        Its folder in the engagement; None for a model of the method.
    digest
        Changes whenever the engagement's own model does; the id alone for a model of the method.
    """

    model_id: str
    own: ModelFolder | None
    digest: str

    @property
    def model(self) -> MaturityModel:
        """The model.

        Raises
        ------
        ProblemsFound
            If its files do not hold together.
        """
        return maturity_model(self.model_id) if self.own is None else _read(self.own, self.digest)

    @property
    def crosswalks(self) -> Crosswalks:
        """The frames in which it can be read too.

        Raises
        ------
        ProblemsFound
            If they do not hold together.
        """
        return maturity_crosswalks(self.model_id) if self.own is None else self.own.crosswalks(self.model)


@functools.lru_cache(maxsize=16)
def _read(folder: ModelFolder, digest: str) -> MaturityModel:
    """Read a model once for each state of its files."""
    del digest
    return read_model_folder(folder)


def model_source(engagement_folder: Path, model_id: str) -> ModelSource:
    """Return where the model of an id comes from; the method's own models come first.

    Raises
    ------
    PmobookError
        If neither the method nor the engagement has a model of that id.
    """
    known = maturity_model_names()
    if model_id in known:
        return ModelSource(model_id, None, model_id)
    folder = _folder(engagement_folder, model_id)
    if not is_id(model_id) or not (folder.path / MODEL_FILE).is_file() or _leads_out(folder, engagement_folder):
        own = [one.model_id for one in _own_folders(engagement_folder)]
        guess = nearest(model_id, [*known, *own])
        hint = f"Did you mean {guess}? " if guess else ""
        here = (
            f"; the engagement's own are {', '.join(own)}"
            if own
            else f"; the engagement has no {OWN_MODELS}/{quoted(model_id)[1:-1]}"
        )
        message = f"There is no maturity model {quoted(model_id)}. {hint}params/method/maturity has {', '.join(known)}{here}."
        raise PmobookError(message)
    return ModelSource(model_id, folder, folder.digest)


def find_model_problems(engagement_folder: Path) -> list[Problem]:
    """Return what is wrong with the folders of an engagement's own models; what stands inside is looked at when it is used."""
    known = maturity_model_names()
    problems = []
    for folder in _own_folders(engagement_folder):
        if folder.model_id in known:
            problems.append(
                Problem(folder.shown_as, f"a model of the id {folder.model_id}, which the method has too",
                        "an id of its own for each model", "Rename the folder and the model_id inside.")
            )  # fmt: skip
        elif not is_id(folder.model_id):
            expected = "lower-case letters, digits and underscores, a letter first"
            problems.append(
                Problem(
                    folder.shown_as,
                    f"a folder named {quoted(folder.model_id)}",
                    expected,
                    "Rename it; its name is the model's id.",
                )
            )
        elif _leads_out(folder, engagement_folder):
            problems.append(
                Problem(
                    folder.shown_as, "a link that leads out of the engagement", "a folder of the engagement", "Put a copy there."
                )
            )
        elif not (folder.path / MODEL_FILE).is_file():
            problems.append(
                Problem(
                    folder.shown_as, f"no {MODEL_FILE}", "a model in each folder", f"Add {MODEL_FILE}, or take the folder away."
                )
            )
    return problems


def own_models_digest(engagement_folder: Path) -> str | None:
    """Return a SHA-256 over an engagement's own models, byte for byte; None if it has none."""
    folders = [one for one in _own_folders(engagement_folder) if not _leads_out(one, engagement_folder)]
    if not folders:
        return None
    return hashlib.sha256("".join(f"{one.model_id}\0{one.digest}\n" for one in folders).encode()).hexdigest()


def _own_folders(engagement_folder: Path) -> list[ModelFolder]:
    place = engagement_folder / OWN_MODELS
    names = sorted(one.name for one in place.iterdir() if one.is_dir()) if place.is_dir() else []
    return [_folder(engagement_folder, name) for name in names if not name.startswith(".")]


def _folder(engagement_folder: Path, name: str) -> ModelFolder:
    return ModelFolder(engagement_folder / OWN_MODELS / name, f"{OWN_MODELS}/{name}")


def _leads_out(folder: ModelFolder, engagement_folder: Path) -> bool:
    return not folder.path.resolve().is_relative_to(engagement_folder.resolve())
