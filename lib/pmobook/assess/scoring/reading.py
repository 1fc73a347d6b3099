"""Reading a long frame of ratings: what each column may hold, and what is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.scoring.contradictions import find_contradictions
from pmobook.assess.scoring.layout import Flags, Numbers
from pmobook.assess.scoring.words import Rating, as_rating, as_truth
from pmobook.errors import Problem, ProblemsFound
from pmobook.method.scoring_rules import ScoringConstants
from pmobook.vocabulary import nearest, quoted

__all__ = ["DEFAULT_SCALE_MAXIMUM", "read_ratings"]

DEFAULT_SCALE_MAXIMUM = 5.0
_LARGEST_SCALE_MAXIMUM = 1000.0
_SLIP = 1e-9
"""What arithmetic may have added to a rating, such as three thirds."""
_REQUIRED = ("area", "capability", "rating")
_TEXTS = ("area", "capability", "practice", "respondent", "instance", "stage", "layer", "domain", "depends_on")
_TRUTHS = {"significant_weakness": False, "applicable": True, "evidenced": True}
Where = Callable[[Any], str]
_COLUMNS = (*_TEXTS, *_TRUTHS, "rating", "level", "scale_maximum", "weight", "decision")


def read_ratings(ratings: pd.DataFrame, constants: ScoringConstants) -> pd.DataFrame:
    """Return ratings as checked columns, one row a rating; see `score` for what they may hold.

    Returns
    -------
    DataFrame
        Texts (empty where missing), level (NaN: the capability as a whole), share (0 to 1, NaN: not assessed), scale_maximum,
        weight, significant_weakness, applicable, capped, decision (share, NaN: none).

    Raises
    ------
    ProblemsFound
        With every row that holds something that can't be scored.
    """
    given = _with_known_columns(ratings)
    problems: list[Problem] = []

    def where(position: int) -> str:
        return f"ratings, row {given.index[position]}"

    read = pd.DataFrame({name: _texts(given, name) for name in _TEXTS})
    for name in ("area", "capability"):
        problems += [
            Problem(where(int(position)), f"no {name}", f"the name of the {name}", "Fill it in.")
            for position in np.flatnonzero(read[name] == "")
        ]
    for name, default in _TRUTHS.items():
        read[name] = _truths(given, name, default, problems, where)
    _read_rating(given, read, constants, problems, where)
    read["level"] = _numbers(given, "level", np.nan, problems, where)
    _check_levels(read["level"].to_numpy(), problems, where)
    read["weight"] = _weights(given, problems, where)
    read["decision"] = _decisions(given, read, constants, problems, where)
    problems += find_contradictions(read, where)
    if problems:
        raise ProblemsFound(problems)
    return _capped(read, constants)


def _with_known_columns(ratings: pd.DataFrame) -> pd.DataFrame:
    names = [re.sub(r"[\s_]+", "_", str(column).strip().casefold()) for column in ratings.columns]
    problems = []
    for column, name in zip(ratings.columns, names, strict=True):
        if name not in _COLUMNS:
            guess = nearest(name, _COLUMNS)
            remedy = f"Did you mean {guess}?" if guess else "Remove it."
            problems.append(
                Problem("ratings", f"the unknown column {quoted(column)}", f"only {', '.join(sorted(_COLUMNS))}", remedy)
            )
        elif names.count(name) > 1:
            problems.append(
                Problem("ratings", f"the column {quoted(name)} more than once", "each column once", "Remove one of them.")
            )
    problems += [
        Problem("ratings", f"no column {name}", f"the columns {', '.join(_REQUIRED)}", "Add it.")
        for name in _REQUIRED
        if name not in names
    ]
    if problems:
        raise ProblemsFound(problems)
    return ratings.set_axis(names, axis="columns")


def _column(given: pd.DataFrame, name: str) -> pd.Series[Any]:
    return given[name].astype(object) if name in given else pd.Series([None] * len(given), index=given.index, dtype=object)


def _texts(given: pd.DataFrame, name: str) -> list[str]:
    if name not in given:
        return [""] * len(given)
    column = _column(given, name)
    written = {one: "" if pd.isna(one) else _whole(one) for one in pd.unique(column)}
    return ["" if pd.isna(one) else written[one] for one in column]


def _whole(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Write an id; a number that pandas has turned into 3.0 is the id 3."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _truths(given: pd.DataFrame, name: str, default: bool, problems: list[Problem], where: Where) -> list[bool]:
    if name not in given:
        return [default] * len(given)
    read = []
    for position, value in enumerate(_column(given, name)):
        truth = as_truth(value, default)
        if truth is None:
            problems.append(Problem(f"{where(position)}, column {name}", quoted(value), "yes or no", "Write yes or no."))
        read.append(bool(truth))
    return read


def _numbers(given: pd.DataFrame, name: str, default: float, problems: list[Problem], where: Where) -> list[float]:
    if name not in given:
        return [default] * len(given)
    column = given[name]
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
        return [float(one) for one in np.where(np.isnan(numbers), default, numbers)]
    read = []
    for position, value in enumerate(column):
        blank = bool(pd.isna(value)) or not str(value).strip()
        try:
            read.append(default if blank else float(str(value)))
        except ValueError:
            problems.append(Problem(f"{where(position)}, column {name}", quoted(value), "a number", "Write a number."))
            read.append(default)
    return read


def _read_rating(
    given: pd.DataFrame, read: pd.DataFrame, constants: ScoringConstants, problems: list[Problem], where: Where
) -> None:
    """Add share and scale_maximum to what is read; a rating of "not applicable" settles that, too."""
    value, is_share, not_applicable, unclear = _understood(given, "rating", constants)
    scale = np.array(_numbers(given, "scale_maximum", np.nan, problems, where), dtype=np.float64)
    scale = np.where(np.isnan(scale), np.where(is_share, 1.0, DEFAULT_SCALE_MAXIMUM), scale)
    impossible = ~((scale > 0) & (scale <= _LARGEST_SCALE_MAXIMUM))
    share = np.where(is_share, value, value / np.where(impossible, 1.0, scale))
    outside = ~impossible & ~np.isnan(share) & ~((share >= -_SLIP) & (share <= 1 + _SLIP))
    for position in np.flatnonzero(impossible | outside | unclear):
        row, rating, maximum = where(position), quoted(given["rating"].iloc[position]), scale[position]
        if impossible[position]:
            expected, remedy = f"more than 0, at most {_LARGEST_SCALE_MAXIMUM:g}", "Write the highest rating that can be given."
            problems.append(Problem(f"{row}, column scale maximum", f"{maximum:g}", expected, remedy))
        else:
            remedy = "Leave it empty if it is not assessed." if unclear[position] else "Correct the rating, or the scale maximum."
            problems.append(Problem(row, f"the rating {rating}", f"a number from 0 to {maximum:g}", remedy))
    read["share"], read["scale_maximum"] = np.clip(share, 0.0, 1.0), scale
    read["applicable"] &= ~not_applicable


def _understood(given: pd.DataFrame, name: str, constants: ScoringConstants) -> tuple[Numbers, Flags, Flags, Flags]:
    """Return of each cell the number, whether it is a share, whether it says "not applicable", and whether it is unclear."""
    none = np.zeros(len(given), dtype=np.bool_)
    if name not in given:
        return np.full(len(given), np.nan), none, none, none
    column = given[name]
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return np.asarray(column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)), none, none, none
    words = [as_rating(one, constants) or Rating(math.nan) for one in column.astype(object)]
    numbers: Numbers = np.full(len(given), np.nan)
    numbers[:] = [math.nan if word.value is None else word.value for word in words]
    return (
        numbers,
        _flags(word.is_share for word in words),
        _flags(word.not_applicable for word in words),
        _flags(word.value is None for word in words),
    )


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, dtype=np.bool_)


def _check_levels(levels: Any, problems: list[Problem], where: Where) -> None:  # noqa: ANN401 - an array
    wrong = ~np.isnan(levels) & ((levels < 1) | (levels > _LARGEST_SCALE_MAXIMUM) | (levels != np.round(levels)))
    remedy = "Write the level the practice belongs to, or leave it empty for the capability as a whole."
    problems += [
        Problem(f"{where(position)}, column level", f"{levels[position]:g}", "a whole number from 1", remedy)
        for position in np.flatnonzero(wrong).tolist()
    ]


def _weights(given: pd.DataFrame, problems: list[Problem], where: Where) -> list[float]:
    """Return weights: 1 each where the column is absent or wholly empty, never a guess for a single empty cell."""
    if "weight" not in given or bool(given["weight"].isna().all()):
        return [1.0] * len(given)
    weights = _numbers(given, "weight", np.nan, problems, where)
    problems += [
        Problem(f"{where(position)}, column weight", found, "a number, 0 or more", "Write 0 for what must not count.")
        for position, found in (
            (at, "nothing" if np.isnan(one) else f"{one:g}") for at, one in enumerate(weights) if not 0 <= one < np.inf
        )
    ]
    return weights


def _decisions(
    given: pd.DataFrame, read: pd.DataFrame, constants: ScoringConstants, problems: list[Problem], where: Where
) -> Numbers:
    """Return the share that a recorded decision on the whole stands for."""
    value, is_share, not_applicable, unclear = _understood(given, "decision", constants)
    decision = np.where(is_share, value, value / read["scale_maximum"].to_numpy())
    wrong = unclear | not_applicable | (decision < -_SLIP) | (decision > 1 + _SLIP)
    for position in np.flatnonzero(wrong):
        found = quoted(given["decision"].iloc[position])
        expected, remedy = "full, large, partial, none or a rating", "Write what was decided for the whole."
        problems.append(Problem(f"{where(position)}, column decision", found, expected, remedy))
    return np.clip(decision, 0.0, 1.0)


def _capped(read: pd.DataFrame, constants: ScoringConstants) -> pd.DataFrame:
    """Limit what is not evidenced to what the method lets it count as, and mark it."""
    most = constants.finding_shares[constants.unsupported_at_most]
    read["capped"] = ~read["evidenced"] & (read["share"] > most)
    read["share"] = read["share"].where(~read["capped"], most)
    return read
