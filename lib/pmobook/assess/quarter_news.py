"""News of a published quarter: what changed since the last one, what is breached, what failed, is missing or came late."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.changes import find_changes, mark_new_findings
from pmobook.assess.results import Results
from pmobook.assess.risk.enterprise import enterprise_risk
from pmobook.assess.risk.wording import chance_in_words, money_in_words
from pmobook.assess.tables import records_of, text_of
from pmobook.assess.wording import as_plain_text
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_calendar import quarter_in_words
from pmobook.language import say
from pmobook.method.news import news_rules
from pmobook.method.risk import risk_method
from pmobook.method.scorecard import scorecard_rules
from pmobook.vocabulary import Quarter

__all__ = ["Published", "QuarterNews", "gather_news"]

_LONGEST = 400
_NOT_HANDED_IN = "no pack handed in"

Row = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """One publication, as far as its news depend on it.

    Attributes
    ----------
    number, published_at
        Its number and when it was made, with zone.
    quarter
        The quarter that it assessed.
    renewed
        Ids of the business units whose results it brought.
    standing
        Business unit to the notebooks whose results stand for the quarter after it.
    """

    number: int
    published_at: dt.datetime
    quarter: Quarter
    renewed: tuple[str, ...]
    standing: Mapping[str, Collection[str]]


@dataclass(frozen=True)
class QuarterNews:
    """What people should be told; every row is of plain texts and numbers, and None is "not assessed".

    Attributes
    ----------
    organisation, in_words, published, compared_with, address
        Whose quarter, as the organisation names it, in which publication, against which earlier quarter (empty: none), and where
        the scorecards are (empty: not said).
    renewed
        Names of the business units whose results are new.
    changed
        Levels, confidences and measures that moved: business_unit, about, subject, title, direction, before, now. Moves of a
        level that are smaller than a reader should be told of are left out.
    new, gone
        Findings that were not there in the business unit's last quarter, and that are no more: business_unit, notebook,
        finding_id, severity, sentence, owner.
    breached
        business_unit (empty: the organisation), limit, sentence, owner, is_new.
    failed
        business_unit, notebooks, reason. Its earlier results, if any, stand.
    missing, late
        Names of business units without a pack; and what is known of packs that came late, as findings.
    """

    organisation: str
    in_words: str
    published: Published
    compared_with: str
    address: str
    renewed: tuple[str, ...]
    changed: tuple[Row, ...]
    new: tuple[Row, ...]
    gone: tuple[Row, ...]
    breached: tuple[Row, ...]
    failed: tuple[Row, ...]
    missing: tuple[str, ...]
    late: tuple[Row, ...]


def gather_news(engagement: Engagement, results: Results, published: Published) -> QuarterNews:
    """Gather what people should be told of a publication.

    Only business units whose results it brought are compared: of the others nothing is new. What is breached is told of them too.

    Parameters
    ----------
    engagement
        Names of business units, focus areas and the organisation; its tolerance; where the scorecards are. One that is restricted
        to some business units says nothing of the organisation's own tolerance, which is held against all of them.
    results
        All quarters, as they stood right after the publication.
    published
        The publication.
    """
    quarter, renewed = published.quarter, set(published.renewed)
    names = {unit: as_plain_text(one.name) for unit, one in engagement.business_units.items()}
    now, last = results.of(quarter), results.before(quarter)
    earlier = results.last_findings(quarter)
    findings = mark_new_findings(now.findings, earlier)
    fresh = findings[findings["business_unit"].isin(renewed) & findings["is_new"].astype(bool)]
    runs = now.runs[now.runs["publication"] == published.number]
    return QuarterNews(
        organisation=as_plain_text(engagement.parameters.organisation),
        in_words=quarter_in_words(quarter, engagement.parameters.calendar.fiscal_year_starts),
        published=published,
        compared_with=str(last) if last else "",
        address=engagement.parameters.scorecards_url or "",
        renewed=tuple(names.get(unit, unit) for unit in published.renewed),
        changed=_changed(engagement, results, quarter, renewed, names),
        new=tuple(_finding(row, names) for row in records_of(fresh)),
        gone=tuple(_finding(row, names) for row in records_of(_gone(findings, earlier, renewed, published.standing))),
        breached=(*(_organisation(engagement, now) if engagement.whole else ()), *_breached(findings, names)),
        failed=tuple(_failed(runs[runs["status"] == "failed"], names)),
        missing=tuple(names.get(unit, unit) for unit in _not_handed_in(runs)),
        late=tuple(_finding(row, names) for row in records_of(findings[findings["finding_id"] == "pack_late"])),
    )


def _changed(
    engagement: Engagement, results: Results, quarter: Quarter, renewed: Collection[str], names: Mapping[str, str]
) -> tuple[Row, ...]:
    last = results.before(quarter)
    if last is None:
        return ()
    least = scorecard_rules().least_level_change.value
    now = results.of(quarter)
    moved = find_changes(now, results.of(last).scored_as(now), least, results.earlier(quarter))
    areas = {
        area.area_id: area.title
        for unit in sorted(set(renewed) & set(engagement.business_units))
        for area in engagement.model(unit).areas
    }
    return tuple(
        {
            "business_unit": names.get(row["business_unit"], row["business_unit"]),
            "about": row["about"],
            "subject": row["subject"],
            "title": _plain(areas.get(row["title"], row["title"]) if row["about"] == "focus area" else row["title"]),
            "direction": row["direction"],
            "before": _value(row["before"]),
            "now": _value(row["now"]),
        }
        for row in moved[moved["business_unit"].isin(list(renewed))].to_dict(orient="records")
    )


def _gone(
    findings: pd.DataFrame, earlier: pd.DataFrame, renewed: Collection[str], standing: Mapping[str, Collection[str]]
) -> pd.DataFrame:
    """Return the last quarter's findings that are no more; those of a notebook without results are not known to be."""
    keys = ["business_unit", "notebook", "finding_id"]
    there = set(findings[keys].itertuples(index=False, name=None))
    gone = [
        unit in renewed and notebook in standing.get(unit, ()) and (unit, notebook, finding) not in there
        for unit, notebook, finding in earlier[keys].itertuples(index=False, name=None)
    ]
    return earlier[pd.Series(gone, index=earlier.index, dtype=bool)]


def _finding(row: Mapping[str, Any], names: Mapping[str, str]) -> Row:
    unit = str(row["business_unit"])
    told = {name: _plain(text_of(row[name])) for name in ("notebook", "finding_id", "severity", "sentence", "owner")}
    return {"business_unit": names.get(unit, unit), **told}


def _breached(findings: pd.DataFrame, names: Mapping[str, str]) -> Iterable[Row]:
    rules = news_rules()
    rows = [(rules.breach_of(str(row["finding_id"]).partition(":")[0]), row) for row in records_of(findings)]
    order = {one.title: place for place, one in enumerate(rules.breaches)}
    found = [(limit, row) for limit, row in rows if limit and row["severity"] != "note"]
    for limit, row in sorted(found, key=lambda one: (order[one[0]], not one[1]["is_new"], one[1]["severity"] != "act")):
        told = _finding(row, names)
        yield {
            "limit": limit,
            **{name: told[name] for name in ("business_unit", "sentence", "owner")},
            "is_new": bool(row["is_new"]),
        }


def _organisation(engagement: Engagement, now: Results) -> Iterable[Row]:
    """Return the tolerances of the organisation that all business units' risks together may exceed."""
    tolerance, money = engagement.parameters.tolerance, engagement.parameters.money
    if tolerance is None or now.risk_register.empty:
        return
    found = enterprise_risk(now.risk_register, tolerance.total_exposure, tolerance.by_category)
    watch = risk_method().findings.breach_watch.value
    limits = found.limits[found.limits["tolerance"].notna()]
    for row in records_of(limits[limits["breach_probability"] >= watch]):
        of = (
            say("all risks")
            if row["grouping"] == "total"
            else say("risks of the category '{subject}'", subject=as_plain_text(str(row["subject"])))
        )
        most = money_in_words(money, float(row["tolerance"]))
        chance = chance_in_words(float(row["breach_probability"]), float(row["breach_error"]))
        sentence = say(
            "The organisation's tolerance of {most} for {of} is exceeded with a probability of {chance}.",
            most=most,
            of=of,
            chance=chance,
        )
        yield {"limit": "Tolerance", "business_unit": "", "sentence": sentence, "owner": _plain(tolerance.set_by), "is_new": None}


def _failed(runs: pd.DataFrame, names: Mapping[str, str]) -> Iterable[Row]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for row in records_of(runs):
        grouped.setdefault((str(row["business_unit"]), text_of(row["reason"])), []).append(str(row["notebook"]))
    for (unit, reason), notebooks in grouped.items():
        yield {"business_unit": names.get(unit, unit), "notebooks": sorted(notebooks), "reason": _plain(reason)}


def _not_handed_in(runs: pd.DataFrame) -> list[str]:
    skipped = runs[(runs["status"] == "skipped") & runs["reason"].fillna("").astype(str).str.startswith(_NOT_HANDED_IN)]
    return sorted(set(skipped["business_unit"].astype(str)))


def _plain(text: object) -> str:
    plain = as_plain_text(str(text)[: 4 * _LONGEST])
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _value(value: object) -> float | str | None:
    if isinstance(value, str):
        return _plain(value)
    number = float(value) if isinstance(value, int | float) else math.nan
    return number if math.isfinite(number) else None
