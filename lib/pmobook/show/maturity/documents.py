"""The evidence that was seen: each document with its day, who saw it, and whose findings rest on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import each_row, text_of
from pmobook.language import say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import date, is_missing, number
from pmobook.show.maturity.names import capability_titles
from pmobook.show.table import Column, table

__all__ = ["evidence_seen"]

_COLUMNS = ["evidence_id", "title", "location", "kind", "dated", "seen_by", "expires"]


def evidence_seen(maturity: MaturityAssessment) -> Exhibit:
    """List the evidence handed in: what it is, its day, who saw it, when it expires, and which capabilities' findings name it."""
    evidence, practices = maturity.question.evidence.reindex(columns=_COLUMNS), maturity.question.practices
    if evidence.empty:
        return paragraph("No evidence was handed in: nothing rests on a document that can be looked up.")
    named = _named(practices, capability_titles(maturity.question.model))
    last_day = pd.Timestamp(maturity.question.last_day)
    shown = evidence.assign(
        findings=[_by_capability(named.get(str(one), {})) for one in evidence["evidence_id"]],
        holds=["" if is_missing(one.expires) else _holds(one.expires, last_day) for one in each_row(evidence)],
    )
    columns = [
        Column("title", say("Evidence")),
        Column("kind", say("Kind"), form=_or_unsaid),
        Column("dated", say("Dated"), form=lambda value: say("not said") if is_missing(value) else date(value)),
        Column("seen_by", say("Seen by"), form=_or_unsaid),
        Column("holds", say("Expires")),
        Column("location", say("Where"), form=_or_unsaid, hide_on_phone=True),
        Column("findings", say("Findings that name it")),
    ]
    note = say("Seen by: a role, as the form asks for it. Evidence that has expired bears no finding.")
    return table(shown, without_blank(shown, columns, "holds", "location", "seen_by"), say("Evidence seen"), note)


def _named(practices: pd.DataFrame, titles: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Return evidence to the titles of the capabilities whose findings name it, with the number of these findings."""
    named: dict[str, Counter[str]] = {}
    if "evidence_ids" in practices:
        for capability, ids in zip(practices["capability_id"].tolist(), practices["evidence_ids"].tolist(), strict=True):
            for one in text_of(ids).split(";"):
                named.setdefault(one.strip(), Counter())[titles.get(capability, text_of(capability))] += 1
    return named


def _by_capability(findings: Mapping[str, int]) -> str:
    return ", ".join(f"{title} ({number(count)})" for title, count in findings.items()) or number(0)


def _holds(expires: object, last_day: pd.Timestamp) -> str:
    day = pd.Timestamp(str(expires))
    return say("{day}, expired", day=date(day)) if day <= last_day else date(day)


def _or_unsaid(value: object) -> str:
    return say("not said") if is_missing(value) or not str(value).strip() else str(value)
