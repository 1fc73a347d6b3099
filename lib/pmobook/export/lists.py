"""The lists of a board pack: what to decide and who owns it, what changed, and the sentences of the briefing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmobook.assess.briefing import brief
from pmobook.assess.changes import AGAIN, LOST
from pmobook.assess.tables import records_of
from pmobook.export.content import Point, Points, Sentence, as_written
from pmobook.language import say
from pmobook.show.figures import is_missing
from pmobook.show.scorecard_changes import change_sentence, ranked_findings
from pmobook.show.scorecard_context import Context
from pmobook.show.status import SEVERITY_KINDS, Kind

__all__ = ["briefing_sentences", "changed_points", "decision_points", "said_of"]

_LONGEST = 320
_LONGEST_SENTENCE = 600
_KINDS: dict[str, Kind] = {"worse": "act", "better": "good", LOST: "watch", AGAIN: "not assessed"}


def briefing_sentences(context: Context, *, with_business_unit: bool) -> tuple[Sentence, ...]:
    """Return what changed, what stands out and what to decide, each a sentence; the second says whose it is, if asked."""
    findings = ranked_findings(context.findings(), tuple(SEVERITY_KINDS))
    earlier = str(context.earlier) if context.earlier else ""
    said = brief(findings, context.now.measure_status, context.now.project_status, earlier)
    stands_out = said.stands_out.text
    if with_business_unit and len(findings):
        unit = str(findings.iloc[0]["business_unit"])
        stands_out = f"{context.names.get(unit, unit)}: {stands_out}"
    return (
        said_of(said.changed.text, say("What changed.")),
        said_of(stands_out, say("What stands out.")),
        said_of(said.decide.text, say("What to decide.")),
    )


def said_of(text: str, label: str = "") -> Sentence:
    """Return a sentence as a page has room for it."""
    return Sentence(as_written(text, _LONGEST_SENTENCE), label)


def decision_points(findings: pd.DataFrame, names: Mapping[str, str], most: int, empty: str = "") -> Points:
    """Return the findings that ask for a decision, new ones first, each with its owner.

    Parameters
    ----------
    findings
        Of one quarter, with ``is_new``.
    names
        Business unit id to its name; empty where only one is spoken of.
    most
        Show this many; the others are counted.
    empty
        Said if there are none; empty: that no finding asks for a decision.
    """
    wanted = ranked_findings(findings, ("act",))
    items = tuple(
        Point("act", as_written(row["sentence"], _LONGEST), as_written(_who(row, names), 120), bool(row["is_new"]))
        for row in records_of(wanted.head(most))
    )
    return Points(say("What to decide"), items, empty or say("No finding asks for a decision."), len(wanted) - len(items))


def _who(row: Mapping[str, object], names: Mapping[str, str]) -> str:
    owner = row["owner"]
    who = say("no owner named") if is_missing(owner) or not str(owner).strip() else say("owner: {owner}", owner=owner)
    unit = names.get(str(row["business_unit"]), "")
    return f"{unit}, {who}" if unit else who[0].upper() + who[1:]


def changed_points(context: Context, names: Mapping[str, str], most: int) -> Points:
    """Return what moved since the quarter before, the largest moves of each subject first."""
    topic = say("What changed since {earlier}", earlier=context.earlier) if context.earlier else say("What changed")
    if context.earlier is None:
        return Points(topic, (), say("This is the first published quarter: there is nothing to compare it with."))
    if not set(context.now.business_units) & set(context.before.business_units):
        return Points(
            topic, (), say("Not compared: there are no results for {earlier} to compare with.", earlier=context.earlier)
        )
    changes = context.changes()
    place = changes.groupby("about", sort=False).cumcount()
    ordered = changes.assign(place=place).sort_values("place", kind="stable").head(most)
    items = tuple(
        Point(
            _KINDS.get(str(row["direction"]), "not assessed"),
            as_written(change_sentence(row, context.areas), _LONGEST),
            as_written(names.get(str(row["business_unit"]), ""), 120),
        )
        for row in ordered.to_dict("records")
    )
    return Points(topic, items, say("Nothing moved since {earlier}.", earlier=context.earlier), len(changes) - len(items))
