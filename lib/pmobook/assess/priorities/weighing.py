"""Weights from pairwise judgements of one or several judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.priorities.connection import connected_groups, find_gaps, words_for_groups
from pmobook.assess.priorities.consistency import yardstick
from pmobook.assess.priorities.gathering import Settings, each_judge, gather
from pmobook.assess.priorities.judgements import Bools, Floats, Judgements, Label, named, read_judgements
from pmobook.assess.priorities.least_squares import shares
from pmobook.assess.priorities.results import Priorities
from pmobook.assess.priorities.solving import solve
from pmobook.assess.priorities.voices import read_voices
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.method.priorities import PrioritiesMethod, priorities_method

__all__ = ["settings", "weigh_judgements", "weights"]

_METHODS = {"eigenvector": "eigenvector", "eigen": "eigenvector", "principal_eigenvector": "eigenvector",
            "geometric_mean": "geometric_mean", "geometric": "geometric_mean",
            "logarithmic_least_squares": "geometric_mean"}  # fmt: skip
_AGGREGATIONS = {"judgements": "judgements", "judgments": "judgements", "aij": "judgements", "priorities": "priorities",
                 "weights": "priorities", "aip": "priorities"}  # fmt: skip


def weights(
    comparisons: Any,  # noqa: ANN401 - a table, rows or a mapping
    method: str = "eigenvector",
    random_index: str = "saaty",
    options: Iterable[Label] | None = None,
    *,
    aggregation: str = "judgements",
    judge_weights: Mapping[Label, float] | pd.Series | None = None,
    definition: PrioritiesMethod | None = None,
) -> Priorities:
    """Weights of options, such as goals, from judgements of how many times as important one is as another.

    Parameters
    ----------
    comparisons
        A table with one row for each judge and pair: judge (may be absent), option_a, option_b (or goal_a, goal_b) and
        preference: how many times as important the first is as the second, 1/9 to 9, as a number or a text such as "1/3".
        Rows as dictionaries or tuples, or a mapping from (option_a, option_b) to the preference, will do. A missing preference
        is a pair that was not compared.
    method
        ``eigenvector``: principal eigenvector; pairs not compared are filled so that the consistency ratio is least.
        ``geometric_mean``: logarithmic least squares, for complete judgements the geometric mean of each row.
    random_index
        ``saaty``, ``saaty_1980`` or ``donegan_dodd``: what random judgements come to.
    options
        What could have been compared, and in which order weights are given. What was compared, if not given.
    aggregation
        ``judgements``: the group's judgement of a pair is the geometric mean of the judges who compared it. ``priorities``: the
        group's weights are the geometric mean of the judges' weights, each of whom must connect all options.
    judge_weights
        How much each judge counts, on any scale; all alike if not given. A judge of weight 0 is shown and does not count.
    definition
        The method's data; those of ``params/method/priorities.yaml`` if not given.

    Returns
    -------
    Priorities
        The group's weights, with each judge's kept.

    Raises
    ------
    ProblemsFound
        For everything that is wrong with the comparisons or judge weights; for options that nobody compared, and groups of
        options that nobody compared with each other, between which weights can't be known.
    PmobookError
        If there is nothing to weigh, or a method, random index or aggregation is unknown.

    Notes
    -----
    A judge whose answers don't connect all options still counts in the pairs that they answered, but has no weights.

    References
    ----------
    Saaty (1980), The Analytic Hierarchy Process; Crawford and Williams (1985) for the geometric mean; Aczél and Saaty (1983)
    and Forman and Peniwati (1998) for the group; Bozóki, Fülöp and Rónyai (2010) for incomplete judgements.

    Examples
    --------
    >>> found = weights({("safety", "growth"): 3, ("safety", "cost"): 6, ("growth", "cost"): 2})
    >>> found.weights.round(3).to_dict(), found.consistency_ratio
    ({'safety': 0.667, 'growth': 0.222, 'cost': 0.111}, 0.0)
    """
    how = settings(method, random_index, aggregation, definition)
    judgements = read_judgements(comparisons, options, how.data.judging)
    return weigh_judgements(judgements, read_voices(judgements.judges, judge_weights), how)


def settings(method: str, random_index: str, aggregation: str, definition: PrioritiesMethod | None = None) -> Settings:
    """Return how to weigh.

    Raises
    ------
    PmobookError
        If a method, random index or aggregation is unknown.
    """
    data = definition if definition is not None else priorities_method()
    yardstick(random_index, 3, data)
    return Settings(_pick("method", method, _METHODS), random_index, _pick("aggregation", aggregation, _AGGREGATIONS), data)


def weigh_judgements(judgements: Judgements, voices: Floats, how: Settings, where: str = "comparisons") -> Priorities:
    """Weigh options from judgements that have been read; see `weights`.

    Raises
    ------
    ProblemsFound
        If comparisons don't connect all options, or there are too many.
    """
    data = how.data
    most = int(data.judging.most_options.value)
    if len(judgements.options) > most:
        message = "Put them into a tree of goals and compare among the sub-goals of each goal."
        found = Problem(where, f"{len(judgements.options)} options", f"at most {most} that are compared with each other", message)
        raise ProblemsFound([found])
    against = yardstick(how.random_index, len(judgements.options), data)
    group = _group(judgements.logs, voices)
    _refuse_gaps(judgements, group, voices, how.aggregation, where)
    connected = [spot for spot, logs in enumerate(judgements.logs) if len(connected_groups(~np.isnan(logs))) == 1]
    solved = solve(np.concatenate([group[None], judgements.logs[connected]]), how.method, data)
    by_judge = each_judge(judgements, voices, connected, solved, against)
    together = solved.weights[0]
    if how.aggregation == "priorities":
        together = shares(voices[connected] @ np.log(solved.weights[1:]))
    return gather(judgements, solved, together, by_judge, against, how)


def _pick(what: str, given: str, known: Mapping[str, str]) -> str:
    wanted = str(given).strip().casefold().replace(" ", "_").replace("-", "_")
    if wanted not in known:
        message = f"There is no {what} {given!r}; choose {' or '.join(dict.fromkeys(known.values()))}."
        raise PmobookError(message)
    return known[wanted]


def _group(logs: Floats, voices: Floats) -> Floats:
    """Return the mean of the logarithms of the judges who compared a pair; NaN where nobody did whose voice counts."""
    heard: Bools = ~np.isnan(logs) & (voices > 0)[:, None, None]
    total = np.einsum("j,jab->ab", voices, heard.astype(np.float64))
    summed = np.einsum("j,jab->ab", voices, np.where(heard, logs, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(total > 0, summed / total, np.nan))


def _refuse_gaps(judgements: Judgements, group: Floats, voices: Floats, combining: str, where: str) -> None:
    problems = find_gaps(~np.isnan(group), judgements.options, where)
    if combining == "priorities" and not problems:
        for judge, logs, voice in zip(judgements.judges, judgements.logs, voices, strict=True):
            groups = connected_groups(~np.isnan(logs))
            if voice > 0 and len(groups) > 1:
                problems.append(
                    Problem(
                        f"{where}, judge {named(judge)}",
                        f"answers that leave apart {words_for_groups(groups, judgements.options)}",
                        "answers that connect all options, since judges' weights are to be combined",
                        "Ask for the answers that lack, or combine judgements instead of priorities.",
                    )
                )
    if problems:
        raise ProblemsFound(problems)
