"""What an index means, in words."""

from __future__ import annotations

import math

from pmobook.assess.wording import as_number, as_percent
from pmobook.language import say
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
        "the work done cost {beyond} {more} than planned",
        beyond=as_percent(abs(beyond)),
        more=say("more") if beyond > 0 else say("less"),
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
    if months == "0.0":
        return say("on its plan")
    return say(
        "{months} {month} {behind} its plan",
        months=months,
        month=say("month") if months == "1.0" else say("months"),
        behind=say("behind") if variance_months < 0 else say("ahead of"),
    )
