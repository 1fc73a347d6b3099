"""From single ratings to one share for each practice: raters averaged, projects characterised, decisions put first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.scoring.aggregate import divided
from pmobook.assess.scoring.dependencies import read_needs
from pmobook.assess.scoring.layout import Indices, Layout, Numbers
from pmobook.assess.scoring.staged_goals import characterise
from pmobook.errors import Problem, ProblemsFound

__all__ = ["Arranged", "arrange"]


@dataclass(frozen=True, eq=False)
class Arranged:
    """Ratings in the form that rules compute with.

    Attributes
    ----------
    layout
        Where each practice stands.
    shares, best_shares
        (P,) share of each practice met, NaN where not assessed; the second with cases that wait for a decision at their best.
    capabilities
        One row a capability, as in the layout: area, capability, weight, answers, answers_not_assessed, not_applicable, capped,
        undecided.
    """

    layout: Layout
    shares: Numbers
    best_shares: Numbers
    capabilities: pd.DataFrame


def arrange(
    answers: pd.DataFrame, highest_level: int, area_weights: Mapping[str, float] | None, *, by_instance: bool, large: float
) -> Arranged:
    """Return checked answers as a layout and its shares.

    Parameters
    ----------
    answers
        From `read_ratings`.
    highest_level
        The top of the scale; ratings of capabilities as a whole are spread over levels 1 to this.
    area_weights
        Area to its weight in the whole.
    by_instance
        Whether projects or teams are characterised together (staged goals) instead of averaged.
    large
        The share that a large finding stands for.

    Raises
    ------
    ProblemsFound
        If decisions on one practice differ, an area has no weight though others have, or a dependency leads nowhere.
    """
    pairs = sorted(set(zip(answers["area"], answers["capability"], strict=True)))
    areas = tuple(sorted({area for area, _ in pairs}))
    position = {pair: number for number, pair in enumerate(pairs)}
    owner = np.array([position[pair] for pair in zip(answers["area"], answers["capability"], strict=True)], dtype=np.intp)
    counts = _counted(answers, owner, pairs)
    names = sorted(set(answers["practice"]))
    spread = _spread(answers.loc[answers["applicable"]], owner[answers["applicable"].to_numpy()], names, highest_level)
    items, of_item = _distinct(spread, ["capability", "level", "practice"])
    shares, best, undecided = _whole(spread, of_item, len(items), by_instance=by_instance, large=large)
    capability = items[:, 0].astype(np.intp)
    layout = Layout(
        areas=areas,
        capabilities=tuple(name for _, name in pairs),
        practices=tuple(names[one] for one in items[:, 2]),
        area_of_capability=np.array([areas.index(area) for area, _ in pairs], dtype=np.intp),
        capability_of_practice=capability,
        level_of_practice=items[:, 1].astype(np.intp),
        capability_weights=counts["weight"].to_numpy(dtype=np.float64),
        practice_weights=_mean_by_item(spread["weight"], of_item, len(items)),
        area_weights=_area_weights(areas, area_weights),
        highest_level=highest_level,
        significant_weakness=_any_by_item(spread["significant_weakness"], of_item, len(items)),
        stage_of_practice=_stages(spread, of_item, len(items)),
        attainable=_attainable(answers, owner, len(pairs)),
    )
    layout = read_needs(layout, spread, of_item)
    counts["undecided"] = np.bincount(capability[undecided], minlength=len(pairs))
    return Arranged(layout, shares, best, counts)


def _counted(answers: pd.DataFrame, owner: Indices, pairs: list[tuple[str, str]]) -> pd.DataFrame:
    """Return one row a capability: its weight and how many answers it has of which kind."""
    applicable = answers["applicable"].to_numpy(dtype=bool)
    weights = answers["weight"].to_numpy(dtype=np.float64)
    counting = applicable & (weights > 0)
    assessed = answers["share"].notna().to_numpy()

    def count(of: Any) -> Any:  # noqa: ANN401 - arrays of truth values in, counts out
        return np.bincount(owner[of], minlength=len(pairs))

    total = np.bincount(owner[counting], weights=weights[counting], minlength=len(pairs))
    rows = count(counting)
    return pd.DataFrame(
        {
            "area": pd.Series([area for area, _ in pairs], dtype="str"),
            "capability": pd.Series([capability for _, capability in pairs], dtype="str"),
            "weight": np.divide(total, rows, out=np.zeros(len(pairs)), where=rows > 0),
            "answers": count(counting & assessed),
            "answers_not_assessed": count(counting & ~assessed),
            "not_applicable": count(~applicable),
            "capped": count(counting & answers["capped"].to_numpy(dtype=bool)),
        }
    )


def _spread(answers: pd.DataFrame, owner: Indices, names: list[str], highest_level: int) -> pd.DataFrame:
    """Return answers by level: one on a capability as a whole becomes one for each level, as far as it reaches.

    A rating of 2.5 of 5 holds levels 1 and 2, half of level 3 and nothing above: the shares add up to the rating.
    """
    instances = {name: number for number, name in enumerate(["", *sorted(set(answers["instance"]) - {""})])}
    rows = pd.DataFrame(
        {
            "capability": owner,
            "level": answers["level"].to_numpy(),
            "practice": answers["practice"].map({name: number for number, name in enumerate(names)}).to_numpy(),
            "instance": answers["instance"].map(instances).to_numpy(),
            **{
                name: answers[name].to_numpy()
                for name in ("share", "decision", "weight", "significant_weakness", "stage", "depends_on")
            },
        }
    )
    # Sums must not depend on the order in which answers came in.
    rows = rows.sort_values(["capability", "level", "practice", "instance", "share", "weight", "decision"], ignore_index=True)
    whole = rows.loc[rows["level"].isna()]
    spread = whole.loc[whole.index.repeat(highest_level)].reset_index(drop=True)
    levels = np.tile(np.arange(1, highest_level + 1), len(whole))
    spread["level"] = levels.astype(np.float64)
    for name in ("share", "decision"):
        spread[name] = (spread[name].astype("float64") * highest_level - (levels - 1)).clip(0.0, 1.0)
    both = pd.concat([rows.loc[rows["level"].notna()], spread], ignore_index=True)
    return both.astype({"capability": "int64", "level": "int64", "practice": "int64", "instance": "int64"})


def _distinct(rows: pd.DataFrame, columns: list[str]) -> tuple[Indices, Indices]:
    """Return the distinct combinations of columns of whole numbers, in order, and which of them each row has."""
    code = np.zeros(len(rows), dtype=np.int64)
    sizes = [int(rows[column].max()) + 1 if len(rows) else 1 for column in columns]
    for column, size in zip(columns, sizes, strict=True):
        code = code * size + rows[column].to_numpy(dtype=np.int64)
    found, of_row = np.unique(code, return_inverse=True)
    parts = []
    for size in reversed(sizes):
        found, part = np.divmod(found, size)
        parts.append(part)
    return np.column_stack(parts[::-1]).astype(np.intp), of_row.reshape(-1)


def _whole(
    spread: pd.DataFrame, of_item: Indices, items: int, *, by_instance: bool, large: float
) -> tuple[Numbers, Numbers, Indices]:
    """Return each practice's share, its share if undecided cases go well, and which practices are undecided.

    A recorded decision stands; else the judgement on the whole (no instance named); else what the instances come to.
    """
    groups, of_group = _distinct(spread.assign(item=of_item), ["item", "instance"])
    share, weight = spread["share"].to_numpy(dtype=np.float64), spread["weight"].to_numpy(dtype=np.float64)
    of_instance = _weighted(share, weight, of_group, len(groups))
    item, is_whole = groups[:, 0], groups[:, 1] == 0
    single = np.isin(item, item[is_whole & ~np.isnan(of_instance)])
    counts = ~np.isnan(of_instance) & (is_whole | ~single)
    shares = _weighted(np.where(counts, of_instance, np.nan), np.ones(len(groups)), item, items)
    best = shares.copy()
    if by_instance:
        for number in np.unique(item[counts & ~is_whole]):
            shares[number], best[number] = characterise(of_instance[counts & (item == number)], large)
    decided = _weighted(spread["decision"].to_numpy(dtype=np.float64), np.ones(len(spread)), of_item, items)
    shares, best = np.where(np.isnan(decided), shares, decided), np.where(np.isnan(decided), best, decided)
    return shares, best, np.flatnonzero(best > shares)


def _weighted(values: Numbers, weights: Numbers, place: Indices, places: int) -> Numbers:
    """Return the weighted mean of what is known at each place; NaN where nothing is."""
    known = ~np.isnan(values) & (weights > 0)
    total = np.bincount(place[known], weights=(values * weights)[known], minlength=places)
    weight = np.bincount(place[known], weights=weights[known], minlength=places)
    return divided(total.astype(np.float64), weight.astype(np.float64))


def _mean_by_item(values: pd.Series[float], of_item: Indices, items: int) -> Numbers:
    """Return the mean of weights that count; 0 where none does."""
    numbers = np.asarray(values, dtype=np.float64)
    return np.nan_to_num(_weighted(numbers, (numbers > 0).astype(np.float64), of_item, items))


def _any_by_item(values: pd.Series[bool], of_item: Indices, items: int) -> Any:  # noqa: ANN401 - an array of truth values
    return np.bincount(of_item, weights=values.to_numpy(dtype=np.float64), minlength=items) > 0


def _stages(spread: pd.DataFrame, of_item: Indices, items: int) -> tuple[str, ...]:
    if not (spread["stage"] != "").any():
        return ()
    stages = [""] * items
    for number, stage in zip(of_item.tolist(), spread["stage"], strict=True):
        stages[number] = stages[number] or stage
    return tuple(stages)


def _attainable(answers: pd.DataFrame, owner: Indices, capabilities: int) -> Numbers:
    """Return the points of each capability: the mean scale maximum of its answers."""
    counting = (answers["applicable"] & (answers["weight"] > 0)).to_numpy(dtype=bool)
    return np.nan_to_num(
        _weighted(answers["scale_maximum"].to_numpy(dtype=np.float64), counting.astype(np.float64), owner, capabilities)
    )


def _area_weights(areas: tuple[str, ...], weights: Mapping[str, float] | None) -> Numbers | None:
    """Return each area's weight, or None where areas have none of their own."""
    if weights is None:
        return None
    problems = [
        Problem("area_weights", f"no weight of {area}", "a weight for each area", "Add it; 0 leaves the area out of the whole.")
        for area in areas
        if area not in weights
    ]
    problems += [
        Problem(f"area_weights, {area}", f"{weight}", "a number, 0 or more", "Correct it.")
        for area, weight in weights.items()
        if not 0 <= weight < np.inf
    ]
    if problems:
        raise ProblemsFound(problems)
    return np.array([float(weights[area]) for area in areas], dtype=np.float64)
