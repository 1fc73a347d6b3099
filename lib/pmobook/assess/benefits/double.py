"""Double counting: the same benefit claimed by two projects, or by two business units."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from typing import Any

import pandas as pd

from pmobook.assess.benefits.alike import alikeness, plain_text, similar_pairs
from pmobook.assess.benefits.periods import months_of, sense_of
from pmobook.assess.tables import rows_of, text_of
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod, benefits_method

__all__ = ["DOUBLE_CLAIMS", "compare_claims", "find_double_claims"]

DOUBLE_CLAIMS = ["business_unit", "benefit_id", "project_id", "title", "owner", "other_business_unit", "other_benefit_id",
                 "other_project_id", "other_title", "other_owner", "unit_of_measure", "alikeness", "equal_periods", "at_stake",
                 "is_likely", "reason"]  # fmt: skip
_Key = tuple[str, str]


def find_double_claims(
    benefit_status: pd.DataFrame, benefit_periods: pd.DataFrame, method: BenefitsMethod | None = None
) -> pd.DataFrame:
    """Name the pairs of benefits that may be one and the same, claimed twice.

    Parameters
    ----------
    benefit_status, benefit_periods
        Tables of those names; with a column ``business_unit`` also across business units.
    method
        How alike titles and amounts must be; the method's own if not given.

    Returns
    -------
    DataFrame
        One row a pair, columns of `DOUBLE_CLAIMS`; *at stake* is what both expect (else planned) in the months they share, the
        smaller of the two sums; *likely* if more than one thing agrees.

    Notes
    -----
    Two benefits of different projects or business units are a pair if they count in the same unit of measure and in the same
    sense (benefit or disbenefit), share a period with an amount, and either have alike titles, or the same planned amount in
    several periods and the same owner or somewhat alike titles. Titles are compared without regard to case and punctuation
    (`pmobook.assess.benefits.alike`). An amount that very many claim in a period is a round one and says nothing;
    so does a title that could agree with those of very many: of such benefits only equal amounts name a pair.
    """
    data = method if method is not None else benefits_method()
    return compare_claims(benefit_status, benefit_periods, data)[0]


def compare_claims(
    benefit_status: pd.DataFrame, benefit_periods: pd.DataFrame, method: BenefitsMethod
) -> tuple[pd.DataFrame, int]:
    """Return the pairs of `find_double_claims`, and how many benefits have titles too common to name a pair by themselves."""
    data = method
    claims = _claims(benefit_status, benefit_periods)
    alike, common = _alike_in_title(claims, data.alike_titles.value, int(data.common_titles.value))
    equal = _equal_amounts(claims, benefit_periods, int(data.round_amounts.value))
    often = {pair for pair, number in equal.items() if number >= data.equal_periods.value}
    candidates = sorted(alike | often)
    found = (_judge(claims[one], claims[other], equal.get((one, other), 0), data) for one, other in candidates)
    table = pd.DataFrame([row for row in found if row is not None], columns=DOUBLE_CLAIMS)
    ordered = table.sort_values(["is_likely", "at_stake"], ascending=False, kind="stable", na_position="last", ignore_index=True)
    return ordered, common


def _claims(status: pd.DataFrame, periods: pd.DataFrame) -> dict[_Key, dict[str, Any]]:
    units = status["business_unit"] if "business_unit" in status else pd.Series("", index=status.index)
    senses = sense_of(status["kind"])
    names = ("benefit_id", "project_id", "title", "owner", "unit_of_measure")
    claims: dict[_Key, dict[str, Any]] = {}
    for unit, sense, (benefit, project, title, owner, measure) in zip(units, senses, rows_of(status, *names), strict=True):
        claims[str(unit), str(benefit)] = {
            "business_unit": str(unit), "benefit_id": str(benefit), "project_id": text_of(project), "title": text_of(title),
            "owner": text_of(owner), "unit_of_measure": text_of(measure), "plain": plain_text(text_of(title)),
            "counts": (plain_text(text_of(measure)), sense), "by_month": {},
        }  # fmt: skip
    amounts = periods["expected"].where(periods["expected"].notna(), periods["planned"])
    spans = months_of(periods["period"]) if len(periods) else pd.DataFrame({"start": [], "months": []})
    within = periods["business_unit"] if "business_unit" in periods else pd.Series("", index=periods.index)
    for unit, benefit, amount, start, months in zip(
        within, periods["benefit_id"], amounts, spans["start"], spans["months"], strict=True
    ):
        claim = claims.get((str(unit), str(benefit)))
        if claim is not None and pd.notna(amount) and amount != 0:
            claim["by_month"].update(dict.fromkeys(range(start, start + months), amount / months))
    return claims


def _alike_in_title(claims: dict[_Key, dict[str, Any]], least: float, most: int) -> tuple[set[tuple[_Key, _Key]], int]:
    """Return the pairs that count the same thing and whose titles could agree that far; and how many titles are common."""
    groups: dict[Any, list[_Key]] = defaultdict(list)
    for key in sorted(claims):
        groups[claims[key]["counts"]].append(key)
    found, common = set(), 0
    for keys in groups.values():
        similar = similar_pairs([claims[key]["plain"] for key in keys], least, most)
        found |= {(keys[one], keys[other]) for one, other in similar.pairs}
        common += len(similar.common)
    return found, common


def _equal_amounts(claims: dict[_Key, dict[str, Any]], periods: pd.DataFrame, most: int) -> dict[tuple[_Key, _Key], int]:
    """Return in how many periods two claims have the same planned amount above zero, if no more than so many share it."""
    units = periods["business_unit"] if "business_unit" in periods else pd.Series("", index=periods.index)
    blocks: dict[tuple[Any, str, float], list[_Key]] = defaultdict(list)
    for unit, benefit, period, planned in zip(units, periods["benefit_id"], periods["period"], periods["planned"], strict=True):
        key = (str(unit), str(benefit))
        if key in claims and planned > 0:
            blocks[claims[key]["counts"], str(period), round(float(planned), 9)].append(key)
    numbers: dict[tuple[_Key, _Key], int] = defaultdict(int)
    for keys in blocks.values():
        for pair in itertools.combinations(sorted(set(keys)), 2) if len(keys) <= most else ():
            numbers[pair] += 1
    return numbers


def _judge(one: dict[str, Any], other: dict[str, Any], equal: int, method: BenefitsMethod) -> dict[str, Any] | None:
    same_place = one["business_unit"] == other["business_unit"] and one["project_id"] == other["project_id"]
    shared = one["by_month"].keys() & other["by_month"].keys()
    if same_place or not shared or one["counts"] != other["counts"]:
        return None
    alike = alikeness(one["plain"], other["plain"])
    owner = bool(plain_text(one["owner"])) and plain_text(one["owner"]) == plain_text(other["owner"])
    titles, amounts = alike >= method.alike_titles.value, equal >= method.equal_periods.value
    if not (titles or (amounts and (owner or alike >= method.somewhat_alike.value))):
        return None
    why = [
        words for holds, words in (
            (titles or alike >= method.somewhat_alike.value, say("titles that agree to {alike}", alike=as_percent(alike))),
            (amounts, say("the same planned amount in {period}", period=counted(equal, "period"))),
            (owner, say("the same owner")),
        ) if holds
    ]  # fmt: skip
    stake = min(abs(math.fsum(side["by_month"][month] for month in shared)) for side in (one, other))
    names = ("business_unit", "benefit_id", "project_id", "title", "owner")
    return {
        **{name: one[name] for name in names}, **{f"other_{name}": other[name] for name in names},
        "unit_of_measure": one["unit_of_measure"], "alikeness": alike, "equal_periods": equal, "at_stake": stake,
        "is_likely": titles + amounts + owner > 1, "reason": listed(why),
    }  # fmt: skip
