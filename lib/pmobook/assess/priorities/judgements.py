"""Pairwise judgements as they are handed in, as one matrix of logarithms a judge."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.wording import as_plain_text, listed
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.method.priorities import JudgingMethod
from pmobook.vocabulary import nearest, quoted

__all__ = ["ONE_JUDGE", "Bools", "Floats", "Judgements", "Label", "Places", "named", "read_judgements", "written"]

Label: TypeAlias = Hashable
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]

ONE_JUDGE = "the judge"
"""Who judges where no judge is named."""

_COLUMNS = {
    "judge": ("judge", "judge_id", "respondent", "executive"),
    "a": ("option_a", "goal_a", "a"),
    "b": ("option_b", "goal_b", "b"),
    "preference": ("preference", "judgement", "judgment", "value"),
}
_FRACTION = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*[/:]\s*([0-9]*\.?[0-9]+)\s*")
_SMALL = 1e-9


@dataclass(frozen=True, eq=False)
class Judgements:
    """What every judge said of every pair.

    Attributes
    ----------
    judges, options
        In the order of first mention; options in the order asked for, if one was.
    logs
        (judges, options, options): natural logarithm of how many times as important the row's option is as the column's;
        NaN where the judge did not compare the two, 0 on the diagonal. What stands above the diagonal stands negated below.
    asked
        Same shape: true where the judgement was handed in, in this direction.
    """

    judges: tuple[Label, ...]
    options: tuple[Label, ...]
    logs: Floats
    asked: Bools


@dataclass
class _Reading:
    method: JudgingMethod
    problems: list[Problem] = field(default_factory=list)
    found: dict[tuple[Label, Label, Label], float] = field(default_factory=dict)

    def add(self, where: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(where, found, expected, remedy))


def named(label: Label) -> str:
    """Write a label as it stands in a sentence."""
    return as_plain_text(str(label))


def written(preference: float) -> str:
    """Write a preference as a judge would.

    Examples
    --------
    >>> written(1 / 3), written(2.5), written(9.0), written(0.4)
    ('1/3', '2.5', '9', '1/2.5')
    """
    if preference >= 1 - _SMALL:
        return f"{preference:.3g}"
    return f"1/{1 / preference:.3g}"


def read_judgements(comparisons: Any, options: Iterable[Label] | None, method: JudgingMethod) -> Judgements:  # noqa: ANN401 - as handed in
    """Read comparisons; everything that is wrong with them is told at once.

    Parameters
    ----------
    comparisons
        A table (DataFrame, or rows as dictionaries) with option_a, option_b (or goal_a, goal_b) and preference, and judge if
        there are several; or a mapping from (option_a, option_b) to the preference. A missing preference is a pair that the
        judge did not compare.
    options
        What could have been compared; what the comparisons mention if not given.
    method
        The scale.

    Raises
    ------
    ProblemsFound
        Preferences that are no number within the scale, an option compared with itself, an option that is unknown, two
        answers of a judge to one pair that contradict each other.
    PmobookError
        If there are no comparisons, or a column lacks.
    """
    table = _as_table(comparisons)
    names = {key: _column(table, key) for key in _COLUMNS}
    nameless = not names["judge"] or bool(table[names["judge"]].isna().all())
    judges = [ONE_JUDGE] * len(table) if nameless else _labels(table[names["judge"]])
    first, second = (_labels(table[names[key]]) for key in ("a", "b"))
    known = _known(options)
    reading = _Reading(method)
    rows = list(zip(judges, first, second, table[names["preference"]].tolist(), strict=True))
    for judge, one, other, preference in rows:
        _read_row(judge, one, other, preference, known, reading)
    every = tuple(known if known is not None else dict.fromkeys(label for row in rows for label in row[1:3]))
    if reading.problems:
        raise ProblemsFound(reading.problems)
    if not every:
        message = "There are no comparisons. Fill in the form goal_comparisons: one row for each judge and pair of goals."
        raise PmobookError(message)
    return _as_matrices(tuple(dict.fromkeys(judges)) or (ONE_JUDGE,), every, reading.found)


def _as_table(comparisons: Any) -> pd.DataFrame:  # noqa: ANN401 - as handed in
    if isinstance(comparisons, pd.DataFrame):
        return comparisons.reset_index() if set(comparisons.index.names) & {"judge", "option_a", "goal_a"} else comparisons
    if isinstance(comparisons, Mapping):
        if all(isinstance(key, tuple) and len(key) == 2 for key in comparisons):
            rows = [(one, other, preference) for (one, other), preference in comparisons.items()]
            return pd.DataFrame(rows, columns=["option_a", "option_b", "preference"], dtype=object)
        return pd.DataFrame(dict(comparisons), dtype=object)
    rows = list(comparisons) if comparisons is not None else []
    if rows and not isinstance(rows[0], Mapping):
        heads = ["judge", "option_a", "option_b", "preference"][4 - len(rows[0]) :]
        return pd.DataFrame(rows, columns=heads, dtype=object)
    heads = list(rows[0]) if rows else ["option_a", "option_b", "preference"]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def _column(table: pd.DataFrame, key: str) -> str:
    here = {str(name).strip().casefold(): name for name in table.columns}
    found = [str(here[name]) for name in _COLUMNS[key] if name in here]
    if not found and key != "judge":
        wanted = " or ".join(_COLUMNS[key][:2])
        message = f"The comparisons have no column {wanted}; they have {listed(str(name) for name in table.columns)}."
        raise PmobookError(message)
    return found[0] if found else ""


def _labels(column: pd.Series) -> list[Any]:
    return [label.strip() if isinstance(label, str) else label for label in column.tolist()]


def _known(options: Iterable[Label] | None) -> dict[Label, None] | None:
    if options is None:
        return None
    every = [label.strip() if isinstance(label, str) else label for label in options]
    twice = [label for position, label in enumerate(every) if label in every[:position]]
    if twice:
        message = f"Each option may be named once; named twice: {listed(named(label) for label in twice)}."
        raise PmobookError(message)
    return dict.fromkeys(every)


def _where(judge: Label, one: Label, other: Label) -> str:
    return f"comparisons, judge {named(judge)}, {named(one)} with {named(other)}"


def _read_row(judge: Label, one: Label, other: Label, preference: object, known: Collection[Label] | None, to: _Reading) -> None:
    if _missing(judge) or _missing(one) or _missing(other):
        parts = {"judge": judge, "first option": one, "second option": other}
        lacks = next(what for what, label in parts.items() if _missing(label))
        to.add(_where(judge, one, other), f"no {lacks}", "a judge and two options in each row", "Fill in what is missing.")
        return
    stray = [label for label in (one, other) if label not in known] if known is not None else []
    for label in stray:
        guess = nearest(str(label), [str(name) for name in known or ()])
        remedy = f"Did you mean {guess}?" if guess else "Correct the option, or add it to the options."
        to.add(_where(judge, one, other), quoted(label), "an option that is among those to be compared", remedy)
    if one == other:
        remedy = "Remove the row, or correct one of the two."
        to.add(_where(judge, one, other), "an option compared with itself", "two different options", remedy)
    elif not stray and not _missing(preference):
        value = _as_number(preference)
        remedy = _why_refused(value, to.method)
        if remedy:
            largest = to.method.largest_preference.value
            to.add(_where(judge, one, other), quoted(preference), f"a number from 1/{largest:g} to {largest:g}", remedy)
        else:
            _keep((judge, one, other), value, to)


def _missing(value: Any) -> bool:  # noqa: ANN401 - any cell
    return value is None or value is pd.NA or value is pd.NaT or value == "" or (isinstance(value, float) and math.isnan(value))


def _as_number(preference: Any) -> float:  # noqa: ANN401 - any cell
    """Return a preference as a number; NaN if it is none."""
    if isinstance(preference, (bool, np.bool_)):
        return math.nan
    if isinstance(preference, str) and (fraction := _FRACTION.fullmatch(preference)):
        return float(fraction[1]) / float(fraction[2]) if float(fraction[2]) > 0 else math.nan
    try:
        return float(preference)
    except (TypeError, ValueError):
        return math.nan


def _why_refused(value: float, method: JudgingMethod) -> str:
    """Say what to do about a number that is no preference; nothing if it is one."""
    largest = method.largest_preference.value
    if math.isnan(value):
        return "Write how many times as important the first is: 3, or 1/3 where the second matters more."
    if value <= 0:
        return "Where the second matters more, write a fraction, as in 1/3; equal importance is 1."
    if value > largest + _SMALL or value < 1 / largest - method.rounding_allowed.value:
        return f"Write the nearest that fits, {largest:g} or 1/{largest:g}, or compare what is closer in importance."
    return ""


def _keep(key: tuple[Label, Label, Label], preference: float, to: _Reading) -> None:
    """Keep a judgement unless the judge answered the pair before; two answers must agree but for rounding."""
    judge, one, other = key
    largest = to.method.largest_preference.value
    value = min(max(preference, 1 / largest), largest)
    turned = (judge, other, one)
    if key not in to.found and turned not in to.found:
        to.found[key] = value
        return
    same = to.found[key] if key in to.found else 1 / to.found[turned]
    small, earlier = (value, same) if value <= 1 else (1 / value, 1 / same)
    if abs(small - earlier) > to.method.rounding_allowed.value + _SMALL:
        again = f"{written(value)} here and {written(same)} in another row"
        remedy = f"Ask judge {named(judge)} which of the two holds, and remove the other."
        to.add(_where(*key), again, "one answer to each pair, whichever comes first", remedy)
    elif value >= 1 and value.is_integer():
        # Of 3 and 0.33, the whole number is the one that was not rounded.
        to.found.pop(turned, None)
        to.found[key] = value


def _as_matrices(
    judges: tuple[Label, ...], options: tuple[Label, ...], found: Mapping[tuple[Label, Label, Label], float]
) -> Judgements:
    size = len(options)
    place, seat = {label: spot for spot, label in enumerate(options)}, {label: spot for spot, label in enumerate(judges)}
    logs = np.full((len(judges), size, size), np.nan)
    logs[:, np.arange(size), np.arange(size)] = 0.0
    asked = np.zeros(logs.shape, dtype=bool)
    for (judge, one, other), value in found.items():
        row, column, at = place[one], place[other], seat[judge]
        logs[at, row, column] = math.log(value)
        logs[at, column, row] = -math.log(value)
        asked[at, row, column] = True
    return Judgements(judges, options, logs, asked)
