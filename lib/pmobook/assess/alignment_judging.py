"""What the judges' comparisons mean for their reader: who contradicts themself, where judges part, what could not be used."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.alignment_weights import GoalsWeighed
from pmobook.assess.findings import Finding
from pmobook.assess.priorities import Disturbance, JudgeWeights, Priorities
from pmobook.assess.priorities.judgements import written
from pmobook.assess.tables import build, rows_of
from pmobook.assess.wording import as_number, as_percent, as_plain_text
from pmobook.language import said_later, say
from pmobook.method.priorities import priorities_method
from pmobook.method.thresholds import AlignmentThresholds

__all__ = ["CONSISTENCY", "consistency_of_judges", "judging_findings"]

CONSISTENCY = {
    "judge": "str", "parent_goal_id": "str", "among": "str", "answered": "Int64", "possible": "Int64",
    "consistency_ratio": "float64", "verdict": "str", "ask_again": "str", "remarks": "str",
}  # fmt: skip
EVERYBODY = said_later("All judges together")
_NO_CONTRADICTION = 3


def consistency_of_judges(weighed: GoalsWeighed) -> pd.DataFrame:
    """Return how consistent each judge is, and all of them together.

    Returns
    -------
    DataFrame
        One row a judge and set of goals that serve the same wider goal, all judges together first: judge; parent_goal_id (empty
        at the top) and among (in words); answered, possible pairs; consistency_ratio (missing where there are no weights);
        verdict; ask_again (the pair to put to the judge again, in a sentence; empty if none is); remarks.
    """
    titles = dict(rows_of(weighed.tree.goal_weights, "goal_id", "title"))
    limit = priorities_method().consistency.limit.value
    rows = []
    for parent, found in _by_parent(weighed).items():
        among = _among(parent, titles)
        answered = sum(one.answered for one in found.by_judge.values())
        possible = sum(one.possible for one in found.by_judge.values())
        group = found.group_disturbance
        rows.append(
            {
                "judge": say(EVERYBODY), "parent_goal_id": parent, "among": among, "answered": answered, "possible": possible,
                "consistency_ratio": found.consistency_ratio,
                "verdict": _verdict(found.consistency_ratio, len(found.weights), limit),
                "ask_again": _said(group, titles) if group is not None and found.consistency_ratio > limit else "",
                "remarks": "",
            }
        )  # fmt: skip
        for judge, one in found.by_judge.items():
            rows.append(
                {
                    "judge": as_plain_text(str(judge)), "parent_goal_id": parent, "among": among, "answered": one.answered,
                    "possible": one.possible, "consistency_ratio": one.consistency_ratio,
                    "verdict": _verdict(one.consistency_ratio, len(found.weights), limit),
                    "ask_again": _said(one.ask_again, titles) if one.ask_again is not None else "",
                    "remarks": "; ".join(one.remarks),
                }
            )  # fmt: skip
    return build(rows, CONSISTENCY)


def judging_findings(weighed: GoalsWeighed, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    """Yield findings on judgements: set aside, contradictory, given without thought, or far apart."""
    titles = dict(rows_of(weighed.tree.goal_weights, "goal_id", "title"))
    for one in weighed.set_aside:
        place = "across" if one.parent is None else one.parent or "top"
        which = say("Some judgements") if one.parent is None else say("Judgements {among}", among=_among(one.parent, titles))
        sentence = say("{which} are not used: {reason}. {instead}", which=which, reason=one.reason, instead=_instead(weighed))
        yield Finding("judgements_set_aside", place, "watch", sentence, lead)
    for parent, found in _by_parent(weighed).items():
        yield from _on_judges(parent, found, titles, lead)
    owners = dict(rows_of(weighed.tree.goal_weights, "goal_id", "owner"))
    for goal, lowest, highest in rows_of(weighed.intervals, "goal_id", "lowest", "highest"):
        apart = highest - lowest
        if apart >= limits.judges_apart.value:
            between = say("{lowest} to {highest}", lowest=as_percent(lowest), highest=as_percent(highest))
            sentence = say(
                "The judges are far apart on the goal '{titles}': they give it {between} of the weight.",
                titles=titles[goal],
                between=between,
            )
            yield Finding("judges_apart", goal, "watch", sentence, owners[goal], apart)


def _on_judges(parent: str, found: Priorities, titles: dict[str, str], lead: str) -> Iterator[Finding]:
    among, place = _among(parent, titles), f"{parent}:" if parent else ""
    limit = priorities_method().consistency.limit.value
    if not found.is_consistent and len(found.by_judge) > 1:
        ratio = as_number(found.consistency_ratio, 2)
        sentence = say(
            "Taken together, the judges contradict each other {among} (consistency ratio {ratio}, limit {limit:g}).",
            among=among,
            ratio=ratio,
            limit=limit,
        )
        yield Finding("judgements_inconsistent", parent or "top", "watch", sentence, lead, found.consistency_ratio)
    for judge, one in found.by_judge.items():
        name = as_plain_text(str(judge))
        if one.consistency_ratio > limit:
            yield Finding(
                "judge_inconsistent",
                f"{place}{name}",
                "watch",
                say(
                    "{name} judges {among} with a consistency ratio of {consistency_ratio} (limit {limit:g}){ask}.",
                    name=name,
                    among=among,
                    consistency_ratio=as_number(one.consistency_ratio, 2),
                    limit=limit,
                    ask=_ask(one, titles),
                ),
                name,
                one.consistency_ratio,
            )
        if told := one.told:
            yield Finding("judge_remark", f"{place}{name}", "note", f"{name} {'; '.join(told)}.", name)


def _ask(one: JudgeWeights, titles: dict[str, str]) -> str:
    return say("; ask again: {said}", said=_said(one.ask_again, titles)) if one.ask_again is not None else ""


def _said(disturbance: Disturbance, titles: dict[str, str]) -> str:
    """Say which judgement stands out and what would fit, in the goals' own words."""
    one, other = (titles.get(str(goal), str(goal)) for goal in (disturbance.option_a, disturbance.option_b))
    judged, near = written(disturbance.preference), written(disturbance.nearest_on_scale)
    lead = say(
        "'{one}' beside '{other}' was judged {judged}; the other answers imply {written}",
        one=one,
        other=other,
        judged=judged,
        written=written(disturbance.fits),
    )
    if near == judged:
        return lead
    now, after = (as_number(ratio, 2) for ratio in (disturbance.consistency_ratio, disturbance.consistency_ratio_on_scale))
    return say("{lead} ({near} would bring the ratio from {now} to {after})", lead=lead, near=near, now=now, after=after)


def _by_parent(weighed: GoalsWeighed) -> dict[str, Priorities]:
    return dict(weighed.judged.by_parent) if weighed.judged is not None else {}


def _among(parent: str, titles: dict[str, str]) -> str:
    return say("among the sub-goals of '{get}'", get=titles.get(parent, parent)) if parent else say("among the goals at the top")


def _instead(weighed: GoalsWeighed) -> str:
    if weighed.tree.problem:
        return say("No usable weights were given either.")
    return say("What else was handed in counts: weights given, or equal shares of the wider goal.")


def _verdict(ratio: float, options: int, limit: float) -> str:
    """Say in words how consistent judgements are."""
    if math.isnan(ratio):
        return say("can't be said: the answers don't connect the goals")
    if options < _NO_CONTRADICTION:
        return say("one pair can't contradict itself")
    if ratio <= limit:
        return say("consistent enough (up to {limit:g})", limit=limit)
    return say("contradictory (above {limit:g})", limit=limit)
