"""Every weighting that the judgements allow: its bounds, and a sample of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.agreement.quantiles import normal_quantile
from pmobook.assess.priorities.hit_and_run import least_deviation, walk
from pmobook.assess.priorities.judgements import Floats, Places
from pmobook.assess.priorities.least_squares import log_least_squares, shares
from pmobook.assess.priorities.results import Priorities
from pmobook.assess.priorities.tree import GoalPriorities
from pmobook.assess.priorities.weighing import weights as weigh
from pmobook.assess.wording import as_number, counted
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.priorities import AdmissibleMethod, priorities_method

__all__ = ["AdmissibleWeights", "admissible_weights"]


@dataclass(frozen=True, eq=False)
class AdmissibleWeights:
    """Weightings that the judgements allow.

    Attributes
    ----------
    samples
        Weightings by options; each row sums to 1.
    constraints
        One row a judged pair: option_a, option_b, at_least, at_most: between what the ratio of their weights may lie.
    factor
        By which a ratio may differ from the lowest and highest judgement of it.
    least_factor
        The least by which it must, since judgements contradict each other; 1 if they don't.
    drawing
        ``uniform`` or ``log_normal``.
    seed
        Of the generator.
    sentence
        What was drawn.
    """

    samples: pd.DataFrame
    constraints: pd.DataFrame
    factor: float
    least_factor: float
    drawing: str
    seed: int
    sentence: str


def admissible_weights(
    judged: Any,  # noqa: ANN401 - what `weights` takes or returns
    factor: float | None = None,
    samples: int | None = None,
    seed: int | None = None,
    *,
    drawing: str = "uniform",
    method: AdmissibleMethod | None = None,
) -> AdmissibleWeights:
    """Sample the weightings that the judgements allow within a factor.

    Parameters
    ----------
    judged
        What `weights` or `weights_in_tree` return; or comparisons as `weights` takes them. In a tree each set of siblings is
        sampled by itself and multiplied down; shares given directly stay what they are.
    factor
        A ratio of weights may lie from the lowest judgement of it over the factor to the highest times the factor. If not
        given: the method's, or as much above the least possible one as the method says if no weighting is within that.
    samples, seed
        How many weightings, and the start of the generator; the method's if not given.
    drawing
        ``uniform``: evenly over all admissible weightings, each the end of a hit-and-run walk of its own. ``log_normal``: around
        the group's judgements, most of which lie within the factor; the others' lowest and highest are not looked at.
    method
        The method's data; those of ``params/method/priorities.yaml`` if not given.

    Raises
    ------
    PmobookError
        If no weighting is within the factor given (the message names the least possible one), or it is below 1.

    References
    ----------
    Smith (1984), Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions, Operations
    Research 32, 1296-1308. Which weightings count follows Robust Portfolio Modeling: Liesiö, Mild and Salo (2007).
    """
    data = method if method is not None else priorities_method().admissible
    count = int(data.samples.value) if samples is None else samples
    start = int(data.seed.value) if seed is None else seed
    if drawing not in {"uniform", "log_normal"} or count < 1 or start < 0 or (factor is not None and not 1 <= factor < math.inf):
        message = (
            f"Weightings are drawn uniform or log_normal, at least one of them, with a seed of 0 or more and a factor of 1 or "
            f"more; found {drawing}, {count}, {start} and {factor}."
        )
        raise PmobookError(message)
    if isinstance(judged, GoalPriorities):
        return _in_tree(judged, factor, count, start, drawing, data)
    found = judged if isinstance(judged, Priorities) else weigh(judged)
    return _sample(found, factor, count, start, drawing, data)


def _sample(
    found: Priorities, factor: float | None, count: int, seed: int, drawing: str, data: AdmissibleMethod, stream: str = ""
) -> AdmissibleWeights:
    options = list(found.weights.index)
    pairs = found.pairs.loc[~found.pairs["filled"]]
    place = {label: spot for spot, label in enumerate(options)}
    first, second = (np.array([place[one] for one in pairs[name]], dtype=np.intp) for name in ("option_a", "option_b"))
    low, high = (np.log(pairs[name].to_numpy(dtype=np.float64)) for name in ("lowest", "highest"))
    middle, deviation = least_deviation(first, second, low, high, len(options))
    least = math.exp(deviation)
    chosen = _factor(factor, least, data)
    room = math.log(chosen)
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *stream.encode()])))
    if len(options) == 1:
        drawn = np.ones((count, 1))
    elif drawing == "log_normal":
        drawn = _around(found, first, second, room, count, data, generator)
    elif room - deviation < 1e-9:
        # Nothing but the one weighting that deviates least is admissible.
        drawn = np.tile(shares(middle), (count, 1))
    else:
        steps = int(data.steps_per_option.value) * len(options)
        drawn = walk(shares(middle), first, second, np.exp(low - room), np.exp(high + room), (count, steps), generator)
    constraints = pd.DataFrame(
        {
            "option_a": pairs["option_a"].to_numpy(),
            "option_b": pairs["option_b"].to_numpy(),
            "at_least": np.exp(low - room),
            "at_most": np.exp(high + room),
        }
    )
    table = pd.DataFrame(drawn, columns=pd.Index(options, name="option", tupleize_cols=False))
    need = (
        say(" (at least {least} is needed, since judgements contradict each other)", least=as_number(least, 2))
        if least > 1.005
        else ""
    )
    sentence = say(
        "{weighting} of {option}, each ratio within a factor of {chosen} of what was judged{need}.",
        weighting=counted(count, "weighting"),
        option=counted(len(options), "option"),
        chosen=as_number(chosen, 2),
        need=need,
    )
    return AdmissibleWeights(table, constraints, chosen, least, drawing, seed, sentence)


def _factor(given: float | None, least: float, data: AdmissibleMethod) -> float:
    if given is None:
        return data.factor.value if data.factor.value > least else least * data.margin.value
    if given < least * (1 - 1e-9):
        message = (
            f"No weighting is within a factor of {as_number(given, 2)} of all judgements, since they contradict each other; the "
            f"least possible factor is {as_number(math.ceil(least * 100) / 100, 2)}."
        )
        raise PmobookError(message)
    return max(given, least)


def _around(
    found: Priorities,
    first: Places,
    second: Places,
    room: float,
    count: int,
    data: AdmissibleMethod,
    generator: np.random.Generator,
) -> Floats:
    """Draw judgements log-normally around the group's, and weigh each draw by least squares."""
    size = len(found.weights)
    logs = np.full((size, size), np.nan)
    np.fill_diagonal(logs, 0.0)
    judged = np.log(found.pairs.loc[~found.pairs["filled"], "preference"].to_numpy(dtype=np.float64))
    logs[first, second], logs[second, first] = judged, -judged
    spread = log_least_squares(logs[None]).spread[0]
    scale = room / float(normal_quantile((1 + data.noise_share.value) / 2))
    noisy = judged + scale * generator.standard_normal((count, len(judged)))
    design = np.zeros((len(judged), size))
    design[np.arange(len(judged)), first], design[np.arange(len(judged)), second] = 1.0, -1.0
    return shares(noisy @ design @ spread)


def _in_tree(
    tree: GoalPriorities, factor: float | None, count: int, seed: int, drawing: str, data: AdmissibleMethod
) -> AdmissibleWeights:
    if tree.problem:
        message = f"There are no weightings to draw: {tree.problem}."
        raise PmobookError(message)
    parts = {parent: _sample(found, factor, count, seed, drawing, data, parent) for parent, found in tree.by_parent.items()}
    parents = dict(zip(tree.goals["goal_id"], tree.goals["parent_goal_id"], strict=True))
    local = dict(zip(tree.goals["goal_id"], tree.goals["local_weight"], strict=True))
    leaves = list(tree.weights.dropna().index)
    columns = {}
    for leaf in leaves:
        share, goal = np.ones(count), leaf
        while goal:
            parent = parents[goal]
            share = share * (parts[parent].samples[goal].to_numpy() if parent in parts else local[goal])
            goal = parent
        columns[leaf] = share
    table = pd.DataFrame(columns).rename_axis(columns="option")
    frames = [part.constraints for part in parts.values()]
    constraints = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["option_a", "option_b"])
    widest = max((part.factor for part in parts.values()), default=1.0)
    least = max((part.least_factor for part in parts.values()), default=1.0)
    sentence = say(
        "{weighting} of {goal}; judged among the sub-goals of {goal_2} or at the top, within a factor of {widest} at most.",
        weighting=counted(count, "weighting"),
        goal=counted(len(leaves), "goal"),
        goal_2=counted(len(parts), "goal"),
        widest=as_number(widest, 2),
    )
    return AdmissibleWeights(table, constraints, widest, least, drawing, seed, sentence)
