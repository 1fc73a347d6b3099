"""What an index means, in words."""

from __future__ import annotations

import math

from pmobook.assess.wording import as_number, as_percent
from pmobook.language import said_later, say
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["cost_in_words", "schedule_in_words"]

_EVEN = 0.005


def cost_in_words(cost_index: float) -> str:
    """Say what a cost performance index means.

    Examples
    --------
    >>> cost_in_words(0.893), cost_in_words(1.0), cost_in_words(1.25), cost_in_words(0)
    ('the work done cost 12% more than planned', 'the work done cost what was planned', \
'the work done cost 20% less than planned', 'nothing is done for the money spent')
    """
    if math.isnan(cost_index):
        return NOT_ASSESSED
    if cost_index <= 0:
        return say("nothing is done for the money spent")
    beyond = 1 / cost_index - 1
    if abs(beyond) < _EVEN:
        return say("the work done cost what was planned")
    return say(
        said_later("the work done cost {beyond} more than planned")
        if beyond > 0
        else said_later("the work done cost {beyond} less than planned"),
        beyond=as_percent(abs(beyond)),
    )


def schedule_in_words(index_in_time: float, variance_months: float) -> str:
    """Say what a schedule performance index in time means, with the variance in months.

    Examples
    --------
    >>> schedule_in_words(0.8, -2.4), schedule_in_words(1.0, 0.0), schedule_in_words(1.1, 1.0)
    ('2.4 months behind its plan', 'on its plan', '1.0 month ahead of its plan')
    """
    if math.isnan(index_in_time):
        return NOT_ASSESSED
    months = as_number(abs(variance_months))
    if months == as_number(0.0):
        return say("on its plan")
    if months == as_number(1.0):
        behind, ahead = said_later("{months} month behind its plan"), said_later("{months} month ahead of its plan")
    else:
        behind, ahead = said_later("{months} months behind its plan"), said_later("{months} months ahead of its plan")
    return say(behind if variance_months < 0 else ahead, months=months)
