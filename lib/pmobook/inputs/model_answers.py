"""Answers that do not fit the business unit's maturity model: a level it does not have, a practice of another level."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.whole_rows import whole_rows
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import quoted

__all__ = ["find_answers_beside_the_model"]


def find_answers_beside_the_model(name: str, frame: pd.DataFrame, model: MaturityModel) -> list[Fault]:
    """Return a fault for each answer of a form that the maturity model has no place for.

    What is no capability or practice of the model at all is found with the references.

    Parameters
    ----------
    name
        The form; all but responses and practices have nothing to do with the model.
    frame
        Its typed frame.
    model
        The business unit's maturity model.
    """
    if name == "responses":
        return _ratings_above(frame, model)
    if name == "practices":
        return [*_levels_above(frame, model), *_practices_of_others(frame, model)]
    return []


def _ratings_above(frame: pd.DataFrame, model: MaturityModel) -> list[Fault]:
    wrong = frame[(frame["rating"] > model.highest_level).fillna(value=False)]
    return [
        Fault(int(row), "rating", str(rating), f"0 to {model.highest_level}, the levels of {model.model_id}",
              "Ask the respondent for the level by this model, or write not assessed.")
        for row, rating in zip(wrong["row"], wrong["rating"], strict=True)
    ]  # fmt: skip


def _levels_above(frame: pd.DataFrame, model: MaturityModel) -> list[Fault]:
    wrong = frame[(frame["level"] > model.highest_level).fillna(value=False)]
    return [
        Fault(int(row), "level", str(level), f"1 to {model.highest_level}, the levels of {model.model_id} that have practices",
              "Correct the level, or leave the row out.")
        for row, level in zip(wrong["row"], wrong["level"], strict=True)
    ]  # fmt: skip


def _practices_of_others(frame: pd.DataFrame, model: MaturityModel) -> list[Fault]:
    practices, capabilities = set(model.practice_ids), set(model.capability_ids)
    faults = []
    for capability_id, level, practice_id, row in whole_rows(frame, "capability_id", "level", "practice_id"):
        if practice_id not in practices or capability_id not in capabilities:
            continue
        owner, practice = model.capability_of(practice_id), model.practice(practice_id)
        if (owner.capability_id, practice.level) == (capability_id, int(level)):
            continue
        own = ", ".join(one.practice_id for one in model.practices_of(capability_id, int(level))) or "the model has none"
        found = f"{quoted(practice_id)}, a practice of {owner.capability_id} at level {practice.level}"
        remedy = f"Correct it, or write capability_id {owner.capability_id} and level {practice.level}."
        faults.append(Fault(row, "practice_id", found, f"a practice of {capability_id} at level {level} ({own})", remedy))
    return faults
