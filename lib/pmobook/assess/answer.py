"""The answer of a quarter before any chart: what changed, what is breached, what is to be decided, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.changes import AGAIN, FIRST, LOST
from pmobook.assess.plan.common import CommonMatter, common_matters
from pmobook.assess.tables import records_of, text_of
from pmobook.method.improvement_plan import plan_method
from pmobook.method.news import news_rules

__all__ = ["Answer", "Breach", "answer_of"]


@dataclass(frozen=True)
class Breach:
    """A kind of limit that is broken: how many findings say so, how many of them are new, and in which business units."""

    limit: str
    findings: int
    fresh: int
    business_units: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Answer:
    """What leadership should hear first, counted.

    Attributes
    ----------
    worse, better
        Focus areas, confidences of projects and measures that moved either way.
    lost, came
        Those that are no longer assessed, and that are again or for the first time.
    worst
        The change that stands first among those for the worse: a row of `pmobook.assess.changes.CHANGES`; None if there is none.
    breaches
        Kinds of limits that findings say are broken, in the order of the method.
    asked, fresh
        Findings that ask for a decision, and how many of them are new.
    matters
        What they are about, the one that concerns most business units first.
    owners
        Who owns them, and how many each: most first.
    unowned
        Findings that ask for a decision and name no owner.
    """

    worse: int
    better: int
    lost: int
    came: int
    worst: Mapping[str, Any] | None
    breaches: tuple[Breach, ...]
    asked: int
    fresh: int
    matters: tuple[CommonMatter, ...]
    owners: tuple[tuple[str, int], ...]
    unowned: int


def answer_of(changes: pd.DataFrame, findings: pd.DataFrame, names: Mapping[str, str]) -> Answer:
    """Count what changed, what is breached, what is to be decided and who owns it.

    Parameters
    ----------
    changes
        What `pmobook.assess.changes.find_changes` returned: the worst first.
    findings
        Table of findings with a column ``is_new``. A note is no breach, and only what asks to act is to be decided.
    names
        Business unit id to its name; empty where all findings are of one.
    """
    ways = changes["direction"].value_counts().to_dict()
    worse = changes[changes["direction"] == "worse"]
    asked = findings[findings["severity"] == "act"]
    owners = asked["owner"].map(text_of).str.strip()
    counted = owners[owners != ""].value_counts(sort=False)
    ranked = sorted(((str(one), int(number)) for one, number in counted.items()), key=lambda one: (-one[1], one[0]))
    return Answer(
        worse=int(ways.get("worse", 0)),
        better=int(ways.get("better", 0)),
        lost=int(ways.get(LOST, 0)),
        came=int(ways.get(AGAIN, 0)) + int(ways.get(FIRST, 0)),
        worst=records_of(worse.head(1))[0] if len(worse) else None,
        breaches=_breaches(findings),
        asked=len(asked),
        fresh=int(asked["is_new"].astype(bool).sum()),
        matters=common_matters(asked, plan_method(), names) if len(asked) else (),
        owners=tuple(ranked),
        unowned=int((owners == "").sum()),
    )


def _breaches(findings: pd.DataFrame) -> tuple[Breach, ...]:
    rules = news_rules()
    kinds = [str(one).partition(":")[0] for one in findings["finding_id"]]
    limits = pd.Series([rules.breach_of(kind) for kind in kinds], index=findings.index, dtype="str")
    found = []
    for one in rules.breaches:
        rows = findings[(limits == one.title) & (findings["severity"] != "note")]
        if len(rows):
            units = rows["business_unit"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
            found.append(
                Breach(one.title, len(rows), int(rows["is_new"].astype(bool).sum()), tuple(str(unit) for unit in units.index))
            )
    return tuple(found)
