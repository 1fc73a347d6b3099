"""Findings: what a reader should know, in a sentence, with its owner and how urgent it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pmobook.assess.tables import FINDINGS, build

__all__ = ["SEVERITIES", "Finding", "combine_findings", "combine_tables", "findings_table"]

Severity = Literal["act", "watch", "note"]

SEVERITIES: tuple[Severity, ...] = ("act", "watch", "note")
"""From what needs a decision to what should be known."""


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes
    ----------
    kind
        What sort of finding, such as ``below_target``.
    subject
        Id of the focus area, goal, project or measure; empty for the whole business unit.
    severity
        ``act`` needs a decision, ``watch`` needs attention, ``note`` should be known.
    sentence
        In plain words, complete without its table.
    owner
        A role or name from the forms; empty if nobody was named.
    weight
        Sorts findings of one severity, the largest first.
    """

    kind: str
    subject: str
    severity: Severity
    sentence: str
    owner: str = ""
    weight: float = 0.0

    @property
    def finding_id(self) -> str:
        """Stays the same from quarter to quarter while the matter does."""
        return f"{self.kind}:{self.subject}" if self.subject else self.kind


def findings_table(notebook: str, findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table, the most severe first.

    Returns
    -------
    DataFrame
        Columns of `pmobook.assess.tables.FINDINGS`; ``sort`` counts from 0.

    Raises
    ------
    ValueError
        If two findings carry the same id: one of them would be lost when they are recorded.
    """
    ordered = sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), -one.weight, one.finding_id))
    ids = [one.finding_id for one in ordered]
    if len(set(ids)) != len(ids):
        message = f"findings with the same id: {', '.join(sorted({one for one in ids if ids.count(one) > 1}))}"
        raise ValueError(message)
    rows = (
        {
            "finding_id": one.finding_id,
            "notebook": notebook,
            "subject": one.subject,
            "severity": one.severity,
            "sentence": one.sentence,
            "owner": one.owner,
            "sort": place,
        }
        for place, one in enumerate(ordered)
    )
    return build(rows, FINDINGS)


def combine_findings(*tables: pd.DataFrame) -> pd.DataFrame:
    """Return several tables of findings of one notebook as one, the most severe first, otherwise in the order given."""
    joined = pd.concat(tables, ignore_index=True)
    rank = joined["severity"].map({name: place for place, name in enumerate(SEVERITIES)})
    order = rank.sort_values(kind="stable").index
    combined = joined.loc[order].reset_index(drop=True)
    return combined.assign(sort=pd.Series(range(len(combined)), dtype="Int64"))


def combine_tables(*assessments: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what several assessments of one notebook record, by the name of its table, with their findings as one table.

    Raises
    ------
    ValueError
        If two of them record the same table: one of the two would be lost.
    """
    names = [name for tables in assessments for name in tables if name != "findings"]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = f"recorded by several assessments of one notebook: {', '.join(twice)}"
        raise ValueError(message)
    joined = {name: table for tables in assessments for name, table in tables.items()}
    findings = [tables["findings"] for tables in assessments if "findings" in tables]
    return {**joined, **({"findings": combine_findings(*findings)} if findings else {})}
