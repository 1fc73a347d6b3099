"""Put together what judgements come to, for each judge and for the group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.assess.priorities.connection import connected_groups
from pmobook.assess.priorities.consistency import Consistency, Yardstick
from pmobook.assess.priorities.disagreement import (
    CONCORDANCE_SOURCE,
    concordance,
    disagreement_on_options,
    disagreement_on_pairs,
)
from pmobook.assess.priorities.disturbing import Disturbance, Suspect
from pmobook.assess.priorities.judgements import Bools, Floats, Judgements, Label
from pmobook.assess.priorities.results import ByJudge, JudgeWeights, Priorities
from pmobook.assess.priorities.solving import Solved
from pmobook.assess.priorities.words import describe, remarks_on_group, remarks_on_judge
from pmobook.language import say
from pmobook.method.priorities import PrioritiesMethod

__all__ = ["Settings", "each_judge", "gather"]


@dataclass(frozen=True, eq=False)
class Settings:
    """How judgements are weighed: names of method, random index and aggregation, and the method's data."""

    method: str
    random_index: str
    aggregation: str
    data: PrioritiesMethod


def each_judge(judgements: Judgements, voices: Floats, connected: list[int], solved: Solved, against: Yardstick) -> ByJudge:
    """Return each judge's own result.

    Parameters
    ----------
    connected
        Places of the judges whose answers connect all options, in the order in which they were solved after the group.
    """
    spots = {spot: position for position, spot in enumerate(connected, 1)}
    size = len(judgements.options)
    possible = size * (size - 1) // 2
    results = {}
    for spot, judge in enumerate(judgements.judges):
        missing = _pairs(np.isnan(judgements.logs[spot]), judgements.options)
        position = spots.get(spot)
        held = solved.weights[position] if position is not None else np.full(size, np.nan)
        measured = Consistency(*[float("nan")] * 4)
        disturbance = again = None
        if position is not None:
            measured = against.judge(float(solved.lambda_max[position]), len(missing))
            disturbance = _disturbance(judge, judgements, spot, solved.suspects[position], measured, against)
            again = _disturbance(judge, judgements, spot, solved.mendable[position], measured, against)
        groups = connected_groups(~np.isnan(judgements.logs[spot]))
        results[judge] = JudgeWeights(
            judge=judge,
            counts=float(voices[spot]),
            weights=_series(held, judgements.options),
            lambda_max=measured.lambda_max,
            consistency_index=measured.index,
            consistency_ratio=measured.ratio,
            consistency_ratio_for_missing=measured.ratio_for_missing,
            most_inconsistent=disturbance,
            ask_again=again,
            answered=possible - len(missing),
            possible=possible,
            missing=missing,
            remarks=remarks_on_judge(judgements, spot, groups),
            is_filled=len(groups) <= 1 and bool(missing),
        )
    return ByJudge(results)


def _series(values: Floats, options: tuple[Label, ...]) -> pd.Series:
    return pd.Series(values, index=pd.Index(list(options), name="option", tupleize_cols=False), name="weight")


def _pairs(which: Bools, options: tuple[Label, ...]) -> tuple[tuple[Label, Label], ...]:
    return tuple((options[one], options[other]) for one, other in zip(*np.nonzero(np.triu(which, 1)), strict=True))


def _disturbance(
    judge: Label, judgements: Judgements, spot: int | Floats, suspect: Suspect | None, now: Consistency, against: Yardstick
) -> Disturbance | None:
    """Return a suspect as a judgement; `spot` is the judge's place, or the group's logarithms."""
    if suspect is None or now.index == 0:
        return None
    one, other, sign = suspect.first, suspect.second, 1.0
    logs = judgements.logs[spot] if isinstance(spot, int) else spot
    if isinstance(spot, int) and judgements.asked[spot, other, one]:
        one, other, sign = other, one, -1.0
    step = float(np.round(np.exp(abs(suspect.step))))
    return Disturbance(
        judge=judge,
        option_a=judgements.options[one],
        option_b=judgements.options[other],
        # The exponential of a logarithm is off in the last digit; a judge wrote none of those.
        preference=round(float(np.exp(logs[one, other])), 12),
        fits=float(np.exp(sign * suspect.fits)),
        nearest_on_scale=step if sign * suspect.step >= 0 else 1 / step,
        consistency_ratio=now.ratio,
        consistency_ratio_after=against.judge(suspect.lambda_fitting, 0).ratio,
        consistency_ratio_on_scale=against.judge(suspect.lambda_on_scale, 0).ratio,
    )


def gather(
    judgements: Judgements, solved: Solved, together: Floats, by_judge: ByJudge, against: Yardstick, how: Settings
) -> Priorities:
    """Return the group's result, whose judgements were solved first."""
    table = np.array([one.weights.to_numpy(dtype=np.float64) for one in by_judge.values()])
    heard = [one.counts > 0 for one in by_judge.values()]
    pairs = disagreement_on_pairs(judgements.options, judgements.logs[heard], solved.filled[0])
    missing = tuple(zip(*(pairs.loc[pairs["filled"], name].tolist() for name in ("option_a", "option_b")), strict=True))
    measured = against.judge(float(solved.lambda_max[0]), len(missing))
    held = _series(together, judgements.options)
    limit = how.data.consistency.limit.value
    return Priorities(
        weights=held,
        lambda_max=measured.lambda_max,
        consistency_index=measured.index,
        consistency_ratio=measured.ratio,
        consistency_ratio_for_missing=measured.ratio_for_missing,
        is_consistent=measured.ratio <= limit,
        by_judge=by_judge,
        pairs=pairs,
        disagreement=disagreement_on_options(table[heard], judgements.options),
        concordance=concordance(table[heard]),
        concordance_source=say(CONCORDANCE_SOURCE),
        most_disturbing=_worst_first([one.most_inconsistent for one in by_judge.values()]),
        ask_again=_worst_first([one.ask_again for one in by_judge.values()]),
        group_disturbance=_disturbance("", judgements, solved.filled[0], solved.suspects[0], measured, against),
        missing=missing,
        method=how.method,
        aggregation=how.aggregation,
        random_index=against.name,
        random_index_value=against.value,
        random_index_source=against.source,
        remarks=remarks_on_group(by_judge, missing, against, measured),
        sentence=describe(held, by_judge, measured, against, (how.method, how.aggregation), limit),
    )


def _worst_first(disturbances: list[Disturbance | None]) -> pd.DataFrame:
    columns = list(Disturbance.__dataclass_fields__)
    ordered = sorted((one for one in disturbances if one is not None), key=lambda one: -one.consistency_ratio)
    return pd.DataFrame([[getattr(one, name) for name in columns] for one in ordered], columns=columns)
