"""Three sentences before any figure: what changed, what stands out, what to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import records_of, text_of
from pmobook.assess.wording import counted, listed
from pmobook.language import say, say_many

__all__ = ["Briefing", "Said", "brief"]

_MOST_NAMED = 3


@dataclass(frozen=True)
class Said:
    """One sentence and what it rests on.

    Attributes
    ----------
    text
        Complete, with its full stop.
    rests_on
        Ids of findings, or ``measure:`` and ``project:`` with the id of a row of their status tables.
    """

    text: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Briefing:
    """What leadership should hear first."""

    changed: Said
    stands_out: Said
    decide: Said

    @property
    def sentences(self) -> tuple[Said, Said, Said]:
        """The three, in order."""
        return self.changed, self.stands_out, self.decide


def brief(findings: pd.DataFrame, measure_status: pd.DataFrame, project_status: pd.DataFrame, previous_quarter: str) -> Briefing:
    """Say what changed, what stands out and what to decide.

    Parameters
    ----------
    findings
        All findings of the notebook, the most severe first.
    measure_status
        Table of that name: measures whose latest value is more than chance have ``variation`` improving or worsening.
    project_status
        Table of that name: ``confidence_movement`` is better or worse.
    previous_quarter
        What confidence is compared with; empty if there is no earlier pack.

    Notes
    -----
    Nothing is weighed anew here: the first sentence counts signals and movements, the second repeats the most severe finding,
    the third gathers what asks for action by who has to act.
    """
    return Briefing(_changed(measure_status, project_status, previous_quarter), _stands_out(findings), _decide(findings))


def _changed(measures: pd.DataFrame, projects: pd.DataFrame, previous: str) -> Said:
    parts: list[str] = []
    rests: list[str] = []
    for variation, words in (("worsening", say("got worse beyond chance")), ("improving", say("got better beyond chance"))):
        rows = records_of(measures.loc[measures["variation"] == variation])
        if rows:
            parts.append(f"{counted(len(rows), 'measure')} {words} ({_named(row['title'] for row in rows)})")
            rests += [f"measure:{row['measure_id']}" for row in rows]
    for movement, words in (("worse", say("lost confidence")), ("better", say("gained confidence"))):
        rows = records_of(projects.loc[projects["confidence_movement"] == movement])
        if rows:
            since = say(" since {previous}", previous=previous) if previous else ""
            parts.append(f"{counted(len(rows), 'project')} {words}{since} ({_named(row['title'] for row in rows)})")
            rests += [f"project:{row['project_id']}" for row in rows]
    if not parts:
        return Said(say("No measure moved beyond what chance explains, and no owner's confidence moved."), ())
    said = f"{'; '.join(parts)}."
    return Said(said[0].upper() + said[1:], tuple(rests))


def _stands_out(findings: pd.DataFrame) -> Said:
    if findings.empty:
        return Said(say("Nothing stands out: no finding calls for attention."), ())
    first = records_of(findings.head(1))[0]
    return Said(first["sentence"], (first["finding_id"],))


def _decide(findings: pd.DataFrame) -> Said:
    acts = records_of(findings.loc[findings["severity"] == "act"])
    if not acts:
        return Said(say("Nothing asks for a decision this quarter."), ())
    owners: dict[str, int] = {}
    for row in acts:
        owner = text_of(row["owner"]) or say("nobody named yet")
        owners[owner] = owners.get(owner, 0) + 1
    ranked = sorted(owners.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{owner} ({number})" for owner, number in ranked[:_MOST_NAMED]]
    others = len(ranked) - len(shown)
    who = listed([*shown, counted(others, "other")] if others else shown)
    return Said(
        say_many(
            "{n} finding asks for a decision, to be taken by {who}.",
            "{n:,} findings ask for a decision, to be taken by {who}.",
            len(acts),
            who=who,
        ),
        tuple(row["finding_id"] for row in acts),
    )


def _named(titles: Iterable[str]) -> str:
    found = [say("'{title}'", title=title) for title in titles]
    shown = found[:_MOST_NAMED]
    return listed([*shown, counted(len(found) - len(shown), "other")] if len(found) > len(shown) else shown)
