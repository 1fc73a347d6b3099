"""What judgements come to, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pmobook.assess.priorities.connection import words_for_groups
from pmobook.assess.priorities.consistency import Consistency, Yardstick
from pmobook.assess.priorities.judgements import Judgements, Label, named
from pmobook.assess.priorities.results import ByJudge
from pmobook.assess.wording import as_number, as_percent, counted, listed
from pmobook.language import said_later, say

__all__ = ["describe", "remarks_on_group", "remarks_on_judge"]

_METHODS = {
    "eigenvector": said_later("principal eigenvector"),
    "geometric_mean": said_later("geometric mean of each row (logarithmic least squares)"),
}
_GROUPS = {
    "judgements": said_later("of the geometric mean of their judgements"),
    "priorities": said_later("each, then the geometric mean of their weights"),
}


def remarks_on_judge(judgements: Judgements, spot: int, groups: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """Return what to know about a judge's answers."""
    logs = judgements.logs[spot][np.triu_indices(len(judgements.options), 1)]
    answers = logs[~np.isnan(logs)]
    remarks = []
    if len(logs) and not len(answers):
        return (say("answered no pair, so has no weights"),)
    if len(answers) > 1 and not answers.any():
        remarks.append(
            say(
                "answered 1 to all {pair}: weights are equal and nothing is contradictory, which may be "
                "a judgement or a form filled in without one",
                pair=counted(len(answers), "pair"),
            )
        )
    if len(groups) > 1:
        remarks.append(
            say(
                "has no weights, since the answers don't connect {words_for_groups}",
                words_for_groups=words_for_groups(groups, judgements.options),
            )
        )
    elif len(answers) < len(logs):
        remarks.append(say("{logs} of {logs_2} pairs not answered, and filled", logs=len(logs) - len(answers), logs_2=len(logs)))
    return tuple(remarks)


def remarks_on_group(
    by_judge: ByJudge, missing: Sequence[tuple[Label, Label]], against: Yardstick, measured: Consistency
) -> tuple[str, ...]:
    """Return what to know about the group's weights."""
    # Pairs that one judge left open matter to that judge alone.
    told = [(judge, remark) for judge, one in by_judge.items() for remark in one.told]
    remarks = [f"{named(judge)} {remark}" for judge, remark in told]
    if missing:
        pairs = listed(say("{named} with {named_2}", named=named(one), named_2=named(other)) for one, other in missing)
        remarks.append(say("nobody compared {pairs}", pairs=pairs))
        if measured.ratio_for_missing > measured.ratio:
            ratio = as_number(measured.ratio_for_missing, 3)
            remarks.append(
                say("against random judgements with as many pairs missing the consistency ratio is about {ratio}", ratio=ratio)
            )
    silent = [named(judge) for judge, one in by_judge.items() if one.counts == 0]
    if silent:
        remarks.append(say("{silent} shown, but given no weight", silent=listed(silent)))
    if against.note:
        remarks.append(against.note)
    return tuple(remarks)


def describe(
    held: pd.Series, by_judge: ByJudge, measured: Consistency, against: Yardstick, names: tuple[str, str], limit: float
) -> str:
    """Return the weights, where they come from and how consistent the judgements are."""
    ordered = held.sort_values(ascending=False, kind="stable")
    most, least = ordered.index[0], ordered.index[-1]
    if len(held) == 1:
        return say("{named} is the only option and has all the weight.", named=named(most))
    answered, possible = (sum(getattr(one, name) for one in by_judge.values()) for name in ("answered", "possible"))
    how = say(_METHODS[names[0]]) + (f" {say(_GROUPS[names[1]])}" if len(by_judge) > 1 else "")
    lead = say(
        "{judge} answered {answered} of {possible} pairs of {held} options ({how}).",
        judge=counted(len(by_judge), "judge"),
        answered=answered,
        possible=possible,
        held=len(held),
        how=how,
    )
    high, low = as_percent(float(ordered.iloc[0]), 1), as_percent(float(ordered.iloc[-1]), 1)
    ends = (
        say("{named} weighs most ({high}), {named_2} least ({low}).", named=named(most), high=high, named_2=named(least), low=low)
        if high != low
        else say("All weigh alike ({high}).", high=high)
    )
    if len(held) == 2:
        return say("{lead} {ends} Two options can't contradict each other.", lead=lead, ends=ends)
    verdict = "within" if measured.ratio <= limit else "above"
    return say(
        "{lead} {ends} The consistency ratio is {ratio} against {title}, {verdict} the limit of "
        "{limit:g} (0 is perfect, higher is worse).",
        lead=lead,
        ends=ends,
        ratio=as_number(measured.ratio, 3),
        title=against.title,
        verdict=verdict,
        limit=limit,
    )
