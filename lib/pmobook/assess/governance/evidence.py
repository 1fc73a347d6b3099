"""What the evidence implies about a project's delivery: five dimensions, each in a band, and the rating they come to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pmobook.assess.governance.reading import is_blank
from pmobook.assess.wording import as_days, as_number, as_percent, listed
from pmobook.errors import PmobookError
from pmobook.language import inside, of_method, said_later, say, say_many, word
from pmobook.method.governance import Dimension, GovernanceMethod, governance_method
from pmobook.vocabulary import NOT_ASSESSED, Confidence, nearest, quoted

__all__ = ["Evidence", "ImpliedRating", "band_of", "imply_rating"]

_ORDER = tuple(Confidence)


@dataclass(frozen=True)
class Evidence:
    """One dimension of one project.

    Attributes
    ----------
    dimension
        cost, schedule, benefits, risk or gates.
    title
        Its name in sentences.
    figure
        What is known; NaN if nothing is.
    band
        None: not assessed.
    reason
        Why the band is not (only) the figure's; empty if it is.
    written
        The figure as a sentence says it.
    """

    dimension: str
    title: str
    figure: float
    band: Confidence | None
    reason: str
    written: str


@dataclass(frozen=True)
class ImpliedRating:
    """Delivery confidence that the evidence implies.

    Attributes
    ----------
    rating
        None: too few dimensions are known.
    evidence
        Every dimension, in the method's order.
    mean
        Weighted mean of the bands known, 0 (red) to 4 (green); NaN if none is.
    reason
        Why, in a sentence.
    """

    rating: Confidence | None
    evidence: tuple[Evidence, ...]
    mean: float
    reason: str

    @property
    def known(self) -> tuple[Evidence, ...]:
        """Dimensions with a band."""
        return tuple(one for one in self.evidence if one.band is not None)


def band_of(figure: float, dimension: Dimension) -> Confidence | None:
    """Band that a figure falls in; None if the figure is missing.

    Notes
    -----
    A figure at a limit already belongs to the worse band.

    Examples
    --------
    >>> cost = governance_method().evidence["cost"]
    >>> band_of(-0.1, cost), band_of(0.05, cost), band_of(0.4, cost), band_of(float("nan"), cost) is None
    (<Confidence.GREEN: 'green'>, <Confidence.AMBER: 'amber'>, <Confidence.RED: 'red'>, True)
    """
    value = float(figure)
    if math.isnan(value):
        return None
    for band in _ORDER[:-1]:
        limit = dimension.limits[str(band)]
        if value >= limit if dimension.worse == "higher" else value <= limit:
            return band
    return Confidence.GREEN


def imply_rating(
    figures: Mapping[str, float],
    method: GovernanceMethod | None = None,
    *,
    caps: Mapping[str, tuple[Confidence, str]] | None = None,
    missing: Mapping[str, str] | None = None,
) -> ImpliedRating:
    """Delivery confidence that figures imply, by the method's bands and rule.

    Parameters
    ----------
    figures
        Dimension (cost, schedule, benefits, risk, gates) to its figure in the method's unit of measure. NaN, None or absent: not
        assessed; it counts neither for nor against.
    method
        Bands and rule.
    caps
        Dimension to the best band that it can have and why, such as a gate that was skipped.
    missing
        Dimension to why it is not assessed.

    Raises
    ------
    PmobookError
        If a dimension is unknown.

    Notes
    -----
    ``weighted_mean``: the mean of the ranks (red 0 to green 4), weighted, to the nearest band, halves down; then no more than
    ``most_above_worst`` bands above the worst dimension. ``worst``: the worst dimension.

    Examples
    --------
    >>> imply_rating({"cost": 0.0, "schedule": 200, "gates": 0}).rating
    <Confidence.AMBER_RED: 'amber/red'>
    """
    rules = method or governance_method()
    for name in (*figures, *(caps or {}), *(missing or {})):
        if name not in rules.evidence:
            guess = nearest(str(name), rules.evidence)
            hint = f" Did you mean {guess}?" if guess else ""
            message = f"{quoted(name)} is no dimension of evidence.{hint} There are {', '.join(rules.evidence)}."
            raise PmobookError(message)
    evidence = tuple(
        _evidence(name, dimension, figures.get(name), (caps or {}).get(name), (missing or {}).get(name, ""))
        for name, dimension in rules.evidence.items()
    )
    return _combine(evidence, rules)


def _evidence(name: str, dimension: Dimension, given: float | None, cap: tuple[Confidence, str] | None, missing: str) -> Evidence:
    figure = math.nan if is_blank(given) else float(given)  # type: ignore[arg-type]
    if math.isinf(figure):
        figure, missing = math.nan, missing or say("its figure is not finite")
    band, reason = band_of(figure, dimension), ""
    if band is None:
        return Evidence(name, dimension.title, figure, None, missing or say("no figure is known"), NOT_ASSESSED)
    if cap is not None and cap[0].rank < band.rank:
        band, reason = cap
    return Evidence(name, dimension.title, figure, band, reason, _written(name, figure))


def _written(name: str, figure: float) -> str:
    if name == "cost":
        share = as_percent(abs(figure), 1)
        return (
            say("on plan")
            if share == as_percent(0, 1)
            else say(said_later("{share} above plan") if figure > 0 else said_later("{share} below plan"), share=share)
        )
    if name == "schedule":
        return f"{as_days(abs(figure))} {(say('late') if figure > 0 else say('early'))}" if round(figure) else word("on time")
    if name == "benefits":
        return say("{figure} of those planned", figure=as_percent(figure))
    if name == "risk":
        return say("expected loss {figure} of the cost", figure=as_percent(figure))
    return say("a gate {figure} overdue", figure=as_days(figure)) if figure else say("no gate overdue")


def _combine(evidence: tuple[Evidence, ...], method: GovernanceMethod) -> ImpliedRating:
    known = [one for one in evidence if one.band is not None]
    weights = [method.evidence[one.dimension].weight for one in known]  # type: ignore[index]
    unknown = [inside(of_method(one.title)) for one in evidence if one.band is None]
    left = say(" Not assessed: {unknown}.", unknown=listed(unknown)) if unknown else ""
    total = sum(weights)
    ranks = [one.band.rank for one in known if one.band is not None]
    mean = sum(rank * weight for rank, weight in zip(ranks, weights, strict=True)) / total if total else math.nan
    fewest = method.combination.fewest_dimensions.value
    if len(known) < fewest or not total:
        few = say_many(
            "{n} dimension of evidence is known, and it takes {fewest:g}",
            "{n:,} dimensions of evidence are known, and it takes {fewest:g}",
            len(known),
            fewest=fewest,
        )
        return ImpliedRating(None, evidence, mean, say("Not assessed: {few}.{left}", few=few, left=left))
    parts = listed((_said(one) for one in known), most=len(known))
    # Dimensions without weight are shown, and decide nothing.
    worst = min(rank for rank, weight in zip(ranks, weights, strict=True) if weight > 0)
    if method.combination.rule == "worst":
        rating = _ORDER[worst]
        return ImpliedRating(
            rating,
            evidence,
            mean,
            say("{parts}. The worst dimension decides: {rating}.{left}", parts=parts, rating=rating, left=left),
        )
    most = method.combination.most_above_worst.value
    # A mean of 2.5 lies between two bands: the doubt counts against the project.
    nearest_band = math.ceil(mean - 0.5 - 1e-9)
    rank = int(min(nearest_band, worst + most))
    held = say(", held down to {order} by the worst", order=_ORDER[rank]) if rank < nearest_band else ""
    words = say(
        "{parts}. On the mean ({mean} of 4) that is {order}{held}.{left}",
        parts=parts,
        mean=as_number(mean),
        order=_ORDER[nearest_band],
        held=held,
        left=left,
    )
    return ImpliedRating(_ORDER[rank], evidence, mean, words)


def _said(one: Evidence) -> str:
    because = f"; {one.reason}" if one.reason else ""
    return f"{inside(of_method(one.title))} {word(str(one.band))} ({one.written}{because})"
