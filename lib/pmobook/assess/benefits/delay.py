"""Cost of delay: what is lost when benefits come later."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from pmobook.assess.benefits.flows import Floats, read_amounts, read_rate
from pmobook.assess.benefits.present_value import net_present_value
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.vocabulary import quoted

__all__ = ["CostOfDelay", "cost_of_delay"]


@dataclass(frozen=True, eq=False)
class CostOfDelay(float):
    """What a delay costs: a number that can be computed with, and its two parts.

    Attributes
    ----------
    value
        Present value lost by the delay, in the money of the amounts.
    per_period
        The same for one period of delay, on average over the delay.
    waiting
        Of it, what is lost because everything comes later.
    cut_off
        Of it, what never comes because the benefits end when they would have ended anyway; 0 if the end moves too.
    present_value, delayed
        Present value of the benefits on time and delayed.
    convention
        What was assumed, in a sentence.
    """

    value: float
    per_period: float
    waiting: float
    cut_off: float
    present_value: float
    delayed: float
    convention: str

    def __new__(cls, value: float, *_rest: object, **_named: object) -> Self:
        """Make the number itself."""
        return super().__new__(cls, value)


def cost_of_delay(amounts: Any, rate: float = 0.0, *, periods: float = 1.0, end_moves: bool = False) -> CostOfDelay:  # noqa: ANN401
    """Present value lost when a project's benefits come some periods later than expected.

    Parameters
    ----------
    amounts
        Benefits less what it costs to run them, one a period, the first at the end of the coming period; without the project's
        own costs.
    rate
        Share by which money loses worth in a period.
    periods
        The delay; a fraction shifts that share of each amount into the next period.
    end_moves
        False: the benefits end when they would have ended anyway (a contract, a season, a machine's life), so that a delay
        takes its length from them. True: they end later too, and only time is lost.

    Raises
    ------
    ProblemsFound
        For amounts that are missing or no numbers, a rate of -1 or less, or a delay that is no number of 0 or more.

    Notes
    -----
    PV(on time) - PV(delayed). With the end moving it is PV · (1 - (1 + rate)^-periods).

    References
    ----------
    Reinertsen, The Principles of Product Development Flow, 2009, chapter 2.

    Examples
    --------
    >>> lost = cost_of_delay([10, 10, 10, 10])
    >>> float(lost), lost.waiting, lost.cut_off
    (10.0, 0.0, 10.0)
    """
    values, share = read_amounts(amounts), read_rate(rate)
    shift = float(read_amounts([periods], "periods")[0])
    if shift < 0:
        raise ProblemsFound([Problem("periods", quoted(periods), "a delay of 0 or more", "Give how many periods later.")])
    on_time = float(net_present_value(share, values, first_at=1))
    whole = on_time * math.exp(-shift * math.log1p(share))
    delayed = whole if end_moves else float(net_present_value(share, _shifted(values, shift), first_at=1))
    lost = on_time - delayed
    end = say("also end later") if end_moves else say("end when they would have ended anyway")
    convention = say(
        "Benefits come {shift:g} periods later and {end}; the project's costs stay as they are.", shift=shift, end=end
    )
    return CostOfDelay(lost, lost / shift if shift else 0.0, on_time - whole, whole - delayed, on_time, delayed, convention)


def _shifted(values: Floats, shift: float) -> Floats:
    """Return the amounts moved to later periods, cut off where they ended; a fraction of a period splits each in two."""
    whole, part = int(min(shift, len(values))), shift - math.floor(shift)
    padded = np.concatenate([np.zeros(whole + 1), values])
    return np.asarray((1 - part) * padded[1 : len(values) + 1] + part * padded[: len(values)])
