"""The maturity models of the method, by id; what they are made of is told in `capabilities` and `model_definition`."""

from __future__ import annotations

from pmobook.errors import PmobookError
from pmobook.method.capabilities import Action, Capability, Dependency, FocusArea, Perspective, Practice
from pmobook.method.crosswalks import Crosswalks
from pmobook.method.in_language import in_each_language
from pmobook.method.model_definition import LEVELS, MaturityModel
from pmobook.method.model_folder import MODEL_FILE, ModelFolder, read_model_folder
from pmobook.method.places import method_folder
from pmobook.vocabulary import nearest, quoted

__all__ = [
    "LEVELS",
    "Action",
    "Capability",
    "Dependency",
    "FocusArea",
    "MaturityModel",
    "Perspective",
    "Practice",
    "maturity_crosswalks",
    "maturity_model",
    "maturity_model_names",
    "method_model_folder",
]


def maturity_model_names() -> tuple[str, ...]:
    """Return the ids of the models in ``params/method/maturity``."""
    return tuple(sorted(place.parent.name for place in (method_folder() / "maturity").glob(f"*/{MODEL_FILE}")))


def method_model_folder(model_id: str) -> ModelFolder:
    """Return where a model of the method stands.

    Raises
    ------
    PmobookError
        If there is no model of that id.
    """
    known = maturity_model_names()
    if model_id not in known:
        guess = nearest(model_id, known)
        hint = f"Did you mean {guess}? " if guess else ""
        message = f"There is no maturity model {quoted(model_id)}. {hint}params/method/maturity has {', '.join(known)}."
        raise PmobookError(message)
    return ModelFolder(method_folder() / "maturity" / model_id, f"params/method/maturity/{model_id}")


@in_each_language
def maturity_model(model_id: str) -> MaturityModel:
    """Return a model of the method.

    Raises
    ------
    PmobookError
        If there is no model of that id.
    ProblemsFound
        If its files do not hold together.
    """
    return read_model_folder(method_model_folder(model_id))


@in_each_language
def maturity_crosswalks(model_id: str) -> Crosswalks:
    """Return the frames in which a model of the method can be read too; none if it has no ``crosswalks.yaml``.

    Raises
    ------
    PmobookError
        If there is no model of that id.
    ProblemsFound
        If its files do not hold together.
    """
    return method_model_folder(model_id).crosswalks(maturity_model(model_id))
