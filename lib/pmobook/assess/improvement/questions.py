"""The next best question: which single answer or piece of evidence would most change the conclusion."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.improvement.present import present_shares
from pmobook.assess.scoring import SHARE_RULES, Layout, evaluate, levels_of
from pmobook.assess.scoring.evaluation import known_rule
from pmobook.assess.scoring.layout import Numbers
from pmobook.errors import PmobookError
from pmobook.language import said_later, say, say_many
from pmobook.method.scoring_rules import RuleName
from pmobook.rounding import number
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["QUESTIONS", "next_best_question", "next_best_question_from"]

QUESTIONS = {
    "rank": "Int64", "area": "str", "capability": "str", "level": "Int64", "practice": "str", "open_because": "str",
    "overall_now": "float64", "overall_worst": "float64", "overall_best": "float64", "overall_levels": "Int64",
    "area_now": "float64", "area_worst": "float64", "area_best": "float64", "area_levels": "Int64", "sentence": "str",
}  # fmt: skip

_WHOLLY_OPEN = said_later("nothing of it is assessed")
_CAPPED = said_later("its evidence is missing or no longer holds")
_NOT_COUNTED = {
    "draft": said_later("the answer is a draft"),
    "returned": said_later("the answer was returned"),
    "submitted": said_later("the answer is not validated"),
}


@dataclass(frozen=True, eq=False)
class _Open:
    """An open question: the practices that one answer settles, why it is open, and the most that they could be met."""

    places: tuple[int, ...]
    because: str
    is_whole_capability: bool


def next_best_question(
    ratings: pd.DataFrame,
    rule: str,
    *,
    titles: Mapping[str, str] | None = None,
    **scoring: Any,  # noqa: ANN401 - whatever `score` takes
) -> pd.DataFrame:
    """Return what is open, the question whose answer could change the conclusion most first.

    Parameters
    ----------
    ratings
        The long table that `pmobook.assess.scoring.score` takes. Open is what has no rating, and what counts for less because
        its evidence is missing (column evidenced: no). An optional column ``status`` says why a rating is not counted:
        draft, returned, submitted; leave the rating of such a row empty, or it counts.
    rule
        A scoring rule.
    titles
        Titles of areas, capabilities and practices by id, for sentences.
    **scoring
        Any other choice of `score`.

    Returns
    -------
    DataFrame
        One row an open practice, or a capability of which nothing is assessed (then practice is empty and level missing):
        rank, area, capability, level, practice, open_because; the score overall and of its area as it is now, and if this
        one answer turned out worst or best with everything else as it is (missing: not assessed); by how many levels that
        moves them (of a share, fifths or whatever the highest level makes of it); a sentence. Ordered by change of
        the overall level, then of the overall score, then of the area's level and score. No rows: nothing is open.
    """
    name = known_rule(rule)
    columns = {column: str(column).strip().casefold() for column in ratings.columns}
    status = next((column for column, text in columns.items() if text == "status"), None)
    counted = ratings if status is None else ratings.drop(columns=[status])
    layout, shares, options = present_shares(counted, name, scoring)
    reasons = _reasons(ratings, columns, status)
    return next_best_question_from(layout, shares, rule, reasons=reasons, titles=titles, options=options)


def next_best_question_from(
    layout: Layout,
    shares: Numbers,
    rule: str,
    *,
    reasons: Mapping[tuple[str, int | None, str], str] | None = None,
    titles: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Return what is open, most important first, from the share met of each practice; see `next_best_question`.

    Parameters
    ----------
    layout, shares
        Where each practice stands, and the share of it met, missing where not assessed.
    reasons
        (capability, level, practice) to why it is open, for practices that have a share as well: they are then taken to be
        open too. The level None is any level.
    """
    name, given = known_rule(rule), np.asarray(shares, dtype=np.float64)
    if len(set(layout.capabilities)) < len(layout.capabilities):
        message = "Questions name capabilities, so each needs a name of its own; some stand in more than one area."
        raise PmobookError(message)
    open_questions = list(_open_questions(layout, given, reasons or {}))
    if not open_questions:
        return pd.DataFrame(columns=list(QUESTIONS)).astype(QUESTIONS)
    rows = [given]
    for question in open_questions:
        for share in (0.0, 1.0):
            changed = given.copy()
            changed[list(question.places)] = share
            rows.append(changed)
    found = evaluate(name, layout, np.stack(rows), **(options or {}))
    records = []
    for place, question in enumerate(open_questions):
        chosen = [0, 2 * place + 1, 2 * place + 2]
        area = int(layout.area_of_capability[layout.capability_of_practice[question.places[0]]])
        records.append(_record(name, layout, question, (found.overall[chosen], found.areas[chosen, area]), titles or {}))
    return _ranked(records)


def _reasons(
    ratings: pd.DataFrame,
    columns: Mapping[Any, str],
    status: Any | None,  # noqa: ANN401 - a column's name
) -> dict[tuple[str, int | None, str], str]:
    """Return why practices are open, from the columns status and evidenced."""
    found = {}
    texts = {text: column for column, text in columns.items()}
    for row in ratings.to_dict(orient="records"):
        level, practice = row.get(texts.get("level", ""), math.nan), row.get(texts.get("practice", ""), "")
        key = (
            str(row[texts["capability"]]).strip(),
            None if pd.isna(level) else int(level),
            "" if pd.isna(practice) else str(practice),
        )
        state = "" if status is None or pd.isna(row[status]) else str(row[status]).strip().casefold()
        rated = not pd.isna(row[texts["rating"]]) and not str(row[texts["rating"]]).startswith(NOT_ASSESSED)
        evidenced = str(row.get(texts.get("evidenced", ""), "")).strip().casefold()
        if state in _NOT_COUNTED and not rated:
            found[key] = say(_NOT_COUNTED[state])
        elif rated and evidenced in {"no", "false", "n", "0"}:
            found[key] = say(_CAPPED)
    return found


def _open_questions(layout: Layout, shares: Numbers, reasons: Mapping[tuple[str, int | None, str], str]) -> Iterator[_Open]:
    counting = layout.practice_weights > 0
    for position, capability in enumerate(layout.capabilities):
        own = np.flatnonzero((layout.capability_of_practice == position) & counting).tolist()
        if not own:
            continue
        said = {place: _said(layout, place, capability, reasons) for place in own}
        if all(math.isnan(shares[place]) for place in own):
            because = next(filter(None, said.values()), say(_WHOLLY_OPEN))
            yield _Open(tuple(own), because, is_whole_capability=True)
            continue
        for place in own:
            if math.isnan(shares[place]) or said[place]:
                yield _Open((place,), said[place] or NOT_ASSESSED, is_whole_capability=False)


def _said(layout: Layout, place: int, capability: str, reasons: Mapping[tuple[str, int | None, str], str]) -> str:
    level, practice = int(layout.level_of_practice[place]), layout.practices[place]
    return reasons.get((capability, level, practice)) or reasons.get((capability, None, practice)) or ""


def _record(
    rule: RuleName, layout: Layout, question: _Open, scores: tuple[Numbers, Numbers], titles: Mapping[str, str]
) -> dict[str, Any]:
    place = question.places[0]
    position = int(layout.capability_of_practice[place])
    area = layout.areas[layout.area_of_capability[position]]
    overall, of_area = scores
    levels = [_levels_moved(rule, layout, one) for one in scores]
    return {
        "area": area,
        "capability": layout.capabilities[position],
        "level": pd.NA if question.is_whole_capability else int(layout.level_of_practice[place]),
        "practice": "" if question.is_whole_capability else layout.practices[place],
        "open_because": question.because,
        **dict(zip(("overall_now", "overall_worst", "overall_best"), overall.tolist(), strict=True)),
        "overall_levels": levels[0],
        **dict(zip(("area_now", "area_worst", "area_best"), of_area.tolist(), strict=True)),
        "area_levels": levels[1],
        "sentence": _sentence(layout, question, rule, scores, titles),
    }


def _levels_moved(rule: RuleName, layout: Layout, scores: Numbers) -> int:
    """Return by how many levels the worst and the best answer differ; 0 if there is nothing to compare."""
    steps = scores[1:] * (layout.highest_level if rule in SHARE_RULES else 1)
    return 0 if np.isnan(steps).any() else int(levels_of(steps)[1] - levels_of(steps)[0])


def _sentence(layout: Layout, question: _Open, rule: RuleName, scores: tuple[Numbers, Numbers], titles: Mapping[str, str]) -> str:
    place = question.places[0]
    position = int(layout.capability_of_practice[place])
    capability = layout.capabilities[position]
    area = layout.areas[layout.area_of_capability[position]]
    practice = layout.practices[place]
    name = titles.get(capability, capability)
    if question.is_whole_capability:
        subject = say("{name} as a whole", name=name)
    else:
        subject = say("{name}, level {level_of_practice}", name=name, level_of_practice=layout.level_of_practice[place]) + (
            f", {titles.get(practice, practice)}" if practice else ""
        )
    for what, one in ((say("the whole"), scores[0]), (titles.get(area, area), scores[1])):
        moved = _levels_moved(rule, layout, one)
        if moved or _range(one) > 0:
            by = say_many(", {n} level apart", ", {n} levels apart", moved) if moved else ""
            return say(
                "Find out about {subject} ({because}): {what} is {between}{by}, depending on the answer.",
                subject=subject,
                because=question.because,
                what=what,
                between=_between(rule, one),
                by=by,
            )
    return say(
        "{subject} is open ({because}), but its answer alone changes neither its area nor the whole.",
        subject=subject,
        because=question.because,
    )


def _between(rule: RuleName, scores: Numbers) -> str:
    worst, best = (number(100 * one, 0) + " %" if rule in SHARE_RULES else number(one, 2) for one in scores[1:])
    return say("between {worst} and {best}", worst=worst, best=best)


def _range(scores: Numbers) -> float:
    difference = float(scores[2] - scores[1])
    return 0.0 if math.isnan(difference) else round(difference, 12)


def _ranked(records: list[dict[str, Any]]) -> pd.DataFrame:
    def importance(record: dict[str, Any]) -> tuple[Any, ...]:
        overall = _range(np.array([0.0, record["overall_worst"], record["overall_best"]]))
        of_area = _range(np.array([0.0, record["area_worst"], record["area_best"]]))
        level = 0 if record["level"] is pd.NA else record["level"]
        names = (record["area"], record["capability"], level, record["practice"])
        return (-record["overall_levels"], -overall, -record["area_levels"], -of_area, *names)

    ordered = [{"rank": place + 1, **record} for place, record in enumerate(sorted(records, key=importance))]
    return pd.DataFrame(ordered, columns=list(QUESTIONS)).astype(QUESTIONS)
