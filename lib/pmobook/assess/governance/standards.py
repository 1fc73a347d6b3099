"""One standard across business units: whether two of them rate projects alike that the evidence says are alike."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.agreement.quantiles import normal_below, t_quantile
from pmobook.assess.agreement.ratings import Floats
from pmobook.assess.governance.reading import Rows, frame_of, named_texts, read_rating
from pmobook.assess.tables import build
from pmobook.assess.wording import as_number, counted
from pmobook.language import said_later, say, word
from pmobook.method.governance import GovernanceMethod, governance_method
from pmobook.vocabulary import NOT_ASSESSED, Confidence, Quarter

__all__ = ["COMPARISONS", "OTHERS", "Standards", "compare_standards"]

_PLACES = np.arange(len(Confidence), dtype=np.float64)
_BANDS = len(_PLACES)

OTHERS = "all others"
"""Stands in ``other`` for all other business units together."""

COMPARISONS = {
    "business_unit": "str", "other": "str", "projects": "Int64", "projects_of_other": "Int64", "bands_shared": "Int64",
    "difference": "float64", "low": "float64", "high": "float64", "probability": "float64", "probability_adjusted": "float64",
    "is_apart": "boolean", "words": "str",
}  # fmt: skip
"""Columns of both tables of `Standards`."""


@dataclass(frozen=True, eq=False)
class Standards:
    """How alike business units rate like projects.

    Attributes
    ----------
    against_others
        One row a business unit, compared with all others together.
    pairs
        One row for each two business units.
    quarter
        The quarter compared; empty if the rows name none.
    projects, not_compared
        Projects with both ratings, and those that lack one.
    headline
        The result in a sentence.

    Notes
    -----
    Columns of both tables: projects and projects_of_other (matched: at an implied rating that both sides have), bands_shared
    (implied ratings that both have), difference (how many bands greener the business unit rates like projects; missing if too few
    are matched) with its interval low to high, probability (van Elteren's test), probability_adjusted (for as many comparisons,
    by Holm), is_apart, words.
    """

    against_others: pd.DataFrame
    pairs: pd.DataFrame
    quarter: str
    projects: int
    not_compared: int
    headline: str


def compare_standards(
    recorded: Rows,
    method: GovernanceMethod | None = None,
    *,
    quarter: Quarter | str | None = None,
    names: Mapping[str, str] | None = None,
) -> Standards:
    """Compare owners' ratings between business units among projects with the same implied rating.

    Parameters
    ----------
    recorded
        Table governance_status of all business units: business_unit, owner_rating, implied_rating and, where there are several
        quarters, quarter. A project that lacks a rating is left out and counted.
    method
        Fewest projects, interval, and when a difference is named.
    quarter
        The one to compare; the latest if not given. Quarters are never mixed: the same project twice would count twice.
    names
        Business unit id to its name in sentences.

    Raises
    ------
    PmobookError
        If a column is absent or a rating is none of the five.

    Notes
    -----
    Within each implied rating s that both sides have, with n and m projects, the difference of mean ratings d_s is taken, in
    bands; the difference told is their mean with weights n m / (n + m), which is the least-squares estimate with a level of
    its own for every implied rating. Its interval is Student's t with the variance pooled within sides and ratings. The
    probability is van Elteren's stratified rank test, two-sided, normal approximation with midranks for ties: it does not read
    bands as equal steps. With as many comparisons as a table has, Holm's adjustment keeps chance from naming one.

    References
    ----------
    van Elteren (1960), On the combination of independent two-sample tests of Wilcoxon, Bulletin of the International Statistical
    Institute 37, 351-361. Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6, 65-70.
    """
    rules = method or governance_method()
    frame = frame_of(recorded, "governance_status", ("business_unit", "owner_rating", "implied_rating"), ("quarter",))
    chosen = _chosen(frame, quarter)
    ratings = pd.DataFrame(
        {
            "unit": named_texts(chosen["business_unit"]),
            "owner": [_rank(one) for one in chosen["owner_rating"]],
            "implied": [_rank(one) for one in chosen["implied_rating"]],
        }
    )
    known = ratings.dropna(subset=["owner", "implied"])
    called = {unit: (names or {}).get(unit, unit) for unit in sorted(set(ratings["unit"]))}
    counts = _counts(known, list(called))
    whole = sum(counts.values(), np.zeros((_BANDS, _BANDS)))
    others = [(one, OTHERS, counts[one], whole - counts[one]) for one in called] if len(called) > 1 else []
    pairs = [(one, two, counts[one], counts[two]) for one, two in itertools.combinations(called, 2)]
    against, beside = _table(others, called, rules), _table(pairs, called, rules)
    which = str(quarter) if quarter is not None else next((str(one) for one in named_texts(chosen["quarter"]) if one), "")
    return Standards(against, beside, which, len(known), len(ratings) - len(known), _headline(against, called))


def _chosen(frame: pd.DataFrame, quarter: Quarter | str | None) -> pd.DataFrame:
    given = pd.Series(named_texts(frame["quarter"]), dtype="str")
    wanted = str(quarter) if quarter is not None else (given.max() if len(given) else "")
    return frame.loc[(given == wanted).to_numpy(dtype=bool)] if len(given) else frame


def _rank(value: Any) -> float:  # noqa: ANN401 - any cell
    rating = read_rating(value)
    return math.nan if rating is None else float(rating.rank)


def _counts(known: pd.DataFrame, units: list[str]) -> dict[str, Floats]:
    """Return each business unit's projects by implied rating (rows) and owner's (columns)."""
    counts = {unit: np.zeros((_BANDS, _BANDS)) for unit in units}
    for unit, implied, owner in known[["unit", "implied", "owner"]].itertuples(index=False):
        counts[unit][int(implied), int(owner)] += 1
    return counts


def _table(sides: list[Any], called: Mapping[str, str], method: GovernanceMethod) -> pd.DataFrame:
    rows = [_compare(one, two, method) for _, _, one, two in sides]
    adjusted = _holm([row["probability"] for row in rows])
    for row, (unit, other, _, _), probability in zip(rows, sides, adjusted, strict=True):
        row.update(business_unit=unit, other=other, probability_adjusted=probability)
        row["is_apart"] = _is_apart(row, method)
        row["words"] = _words(row, called, method)
    return build(rows, COMPARISONS)


def _compare(one: Floats, two: Floats, method: GovernanceMethod) -> dict[str, Any]:
    shared = (one.sum(axis=1) > 0) & (two.sum(axis=1) > 0)
    a, b = one[shared], two[shared]
    n, m = a.sum(axis=1), b.sum(axis=1)
    row = {
        "projects": int(n.sum()), "projects_of_other": int(m.sum()), "bands_shared": int(shared.sum()),
        "difference": math.nan, "low": math.nan, "high": math.nan, "probability": math.nan,
    }  # fmt: skip
    if min(row["projects"], row["projects_of_other"]) < method.standards.fewest_projects.value:
        return row
    weights = n * m / (n + m)
    difference = float((weights * (a @ _PLACES / n - b @ _PLACES / m)).sum() / weights.sum())
    row["difference"], row["probability"] = difference, _van_elteren(a, b)
    freedom = int(n.sum() + m.sum()) - len(n) - 1
    # What the fit of a level for each band and one difference leaves.
    levels = (((a + b) @ _PLACES - n * difference) / (n + m))[:, None]
    left = float((a * (_PLACES - levels - difference) ** 2 + b * (_PLACES - levels) ** 2).sum())
    variance = left / freedom if freedom > 0 else math.nan
    # Ratings that don't vary at all would give an interval without width, which is surer than anybody is.
    if variance > 1e-12:
        reach = float(t_quantile(0.5 + method.agreement.interval_share.value / 2, freedom)) * math.sqrt(variance / weights.sum())
        row["low"], row["high"] = difference - reach, difference + reach
    return row


def _van_elteren(a: Floats, b: Floats) -> float:
    """Return the probability of the stratified rank test; NaN if no rating differs within a stratum."""
    both, n, m = a + b, a.sum(axis=1), b.sum(axis=1)
    size = n + m
    midranks = np.cumsum(both, axis=1) - (both - 1) / 2
    shifted = (a * midranks).sum(axis=1) / (size + 1) - n / 2
    ties = (both**3 - both).sum(axis=1) / (size**3 - size)
    variance = float((n * m * (1 - ties) / (12 * (size + 1))).sum())
    if variance <= 1e-12:
        return math.nan
    return float(2 * normal_below(-abs(float(shifted.sum())) / math.sqrt(variance)))


def _holm(probabilities: list[float]) -> list[float]:
    """Return probabilities adjusted for as many as there are; a missing one stays missing and counts for nothing."""
    known = sorted((value, place) for place, value in enumerate(probabilities) if not math.isnan(value))
    adjusted, so_far = [math.nan] * len(probabilities), 0.0
    for done, (value, place) in enumerate(known):
        so_far = max(so_far, min(1.0, value * (len(known) - done)))
        adjusted[place] = so_far
    return adjusted


def _is_apart(row: Mapping[str, Any], method: GovernanceMethod) -> bool | None:
    if math.isnan(row["difference"]):
        return None
    clear = not math.isnan(row["low"]) and (row["low"] > 0 or row["high"] < 0)
    sure = row["probability_adjusted"] <= 1 - method.agreement.interval_share.value
    return bool(clear and sure and abs(row["difference"]) >= method.standards.difference_watch.value)


def _words(row: Mapping[str, Any], called: Mapping[str, str], method: GovernanceMethod) -> str:
    one, two = called[row["business_unit"]], called.get(row["other"], "the others")
    if math.isnan(row["difference"]):
        fewest = f"{method.standards.fewest_projects.value:g}"
        have = say("{projects} and {projects_of_other}", projects=row["projects"], projects_of_other=row["projects_of_other"])
        return say(
            "{one} and {two} are {not_assessed}: it takes {fewest} projects each with the same implied rating, there are {have}.",
            one=one,
            two=two,
            not_assessed=NOT_ASSESSED,
            fewest=fewest,
            have=have,
        )
    if not row["is_apart"]:
        return say("No difference between {one} and {two} can be told from chance.", one=one, two=two)
    amount = abs(row["difference"])
    bands = say("half a band") if 0.4 <= amount < 0.6 else say("{amount} bands", amount=as_number(amount))
    return say(
        said_later("{one} rates like projects {bands} greener than {two}.")
        if row["difference"] > 0
        else said_later("{one} rates like projects {bands} redder than {two}."),
        one=one,
        bands=bands,
        two=two,
    )


def _headline(against: pd.DataFrame, called: Mapping[str, str]) -> str:
    told = against.loc[against["difference"].notna()]
    if told.empty:
        return say(
            "Whether business units rate like projects alike is {not_assessed}: too few have the same implied rating",
            not_assessed=NOT_ASSESSED,
        )
    apart = told.loc[told["is_apart"].fillna(False).astype(bool)]
    if apart.empty:
        left = len(called) - len(told)
        more = f"; {counted(left, 'business unit')} {word(NOT_ASSESSED)}" if left else ""
        return say(
            "No business unit is found to rate like projects unlike the others, of {told} compared{more}",
            told=len(told),
            more=more,
        )
    worst = int(apart["difference"].abs().to_numpy().argmax())
    return str(apart["words"].iloc[worst]).removesuffix(".")
