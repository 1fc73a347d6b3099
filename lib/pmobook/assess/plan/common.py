"""Findings of several business units read together: one line for each matter, with all its findings beneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.findings import SEVERITIES
from pmobook.assess.tables import text_of
from pmobook.language import say
from pmobook.method.improvement_plan import Matter, PlanMethod

__all__ = ["CommonMatter", "common_matters"]

_OTHER = "other"


@dataclass(frozen=True, eq=False)
class CommonMatter:
    """What findings of one or several business units say about one matter.

    Attributes
    ----------
    sentence
        How many of what are concerned, without a full stop.
    severity
        That of the most severe finding.
    findings
        The findings, in the order given; never empty.
    business_units
        Business unit id to how many of the findings are its own, most first.
    owners
        Those named, most findings first.
    """

    sentence: str
    severity: str
    findings: pd.DataFrame
    business_units: Mapping[str, int]
    owners: tuple[str, ...]


def common_matters(findings: pd.DataFrame, method: PlanMethod, names: Mapping[str, str]) -> tuple[CommonMatter, ...]:
    """Return each matter that findings raise, the most severe first, then what concerns most business units and subjects.

    Parameters
    ----------
    findings
        Table ``findings`` with its stamp. None is lost: what belongs to no matter stands among other findings.
    method
        Which kind belongs to which matter.
    names
        Business unit id to its name; empty where all findings are of one.
    """
    kinds = [str(one).partition(":")[0] for one in findings["finding_id"]]
    placed = [(method.matter_of(kind) or method.matter(_OTHER)).matter_id for kind in kinds]
    order = {one.matter_id: place for place, one in enumerate(method.matters)}
    groups = findings.groupby(pd.Series(placed, index=findings.index, dtype="str"), sort=False)
    told = [(order[str(matter_id)], _common(method.matter(str(matter_id)), rows, names)) for matter_id, rows in groups]
    ranks: dict[str, int] = {name: place for place, name in enumerate(SEVERITIES)}
    told.sort(key=lambda one: (ranks[one[1].severity], -len(one[1].business_units), -len(one[1].findings), one[0]))
    return tuple(one for _, one in told)


def _common(matter: Matter, rows: pd.DataFrame, names: Mapping[str, str]) -> CommonMatter:
    concerned = rows[["business_unit", "subject"]].fillna("").drop_duplicates() if matter.per == "subject" else rows
    units = rows["business_unit"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    owners = rows["owner"].map(text_of).str.strip()
    by_owner = owners[owners != ""].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    return CommonMatter(
        sentence=_sentence(matter, len(concerned), [str(one) for one in units.index], names),
        severity=next(one for one in SEVERITIES if (rows["severity"] == one).any()),
        findings=rows,
        business_units={str(one): int(number) for one, number in units.items()},
        owners=tuple(str(one) for one in by_owner.index),
    )


def _sentence(matter: Matter, count: int, units: list[str], names: Mapping[str, str]) -> str:
    where = (
        ""
        if not names
        else say(" of {get}", get=names.get(units[0], units[0]))
        if len(units) == 1
        else say(" of {units} business units", units=len(units))
    )
    said = matter.said if count == 1 else matter.said_of_many
    return said.replace("{count}", f"{count:,}").replace("{where}", where)
