"""How consistent judgements are, against random ones."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from pmobook.assess.wording import as_number, listed
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.priorities import PrioritiesMethod
from pmobook.vocabulary import nearest

__all__ = ["Consistency", "Yardstick", "yardstick"]

_OTHER_NAMES = {
    "dd": "donegan_dodd",
    "donegan_&_dodd": "donegan_dodd",
    "donegan_and_dodd": "donegan_dodd",
    "saaty_2005": "saaty",
}


@dataclass(frozen=True)
class Consistency:
    """How far judgements contradict each other.

    Attributes
    ----------
    lambda_max
        Principal eigenvalue; equal to the number of options if nothing contradicts anything, larger otherwise.
    index
        (lambda max - options) / (options - 1).
    ratio
        The index over that of random judgements: 0 is perfect, up to the method's limit (0.1) acceptable.
    ratio_for_missing
        The same against random judgements with as many pairs missing; equal to `ratio` if none is.
    """

    lambda_max: float
    index: float
    ratio: float
    ratio_for_missing: float


@dataclass(frozen=True)
class Yardstick:
    """Random index for a number of options.

    Attributes
    ----------
    options
        How many.
    name, title, source
        Of the table.
    value
        Mean consistency index of random judgements; 0 for one or two options, which can't contradict each other.
    note
        Where the value comes from if not straight from the table.
    """

    options: int
    name: str
    title: str
    source: str
    value: float
    note: str

    def judge(self, lambda_max: float, missing: int) -> Consistency:
        """Return the consistency of judgements with this lambda max and so many pairs missing.

        Notes
        -----
        Filled pairs fit by construction, so judgements with missing pairs look more consistent than they are. Random
        judgements do so too: their index is about (1 - 2 m / ((n - 1)(n - 2))) times that of complete ones.

        References
        ----------
        Ágoston and Csató (2022), Inconsistency thresholds for incomplete pairwise comparison matrices, Omega 108.
        """
        if self.options < 3:
            return Consistency(float(self.options), 0.0, 0.0, 0.0)
        exact = max(lambda_max, float(self.options))
        index = (exact - self.options) / (self.options - 1)
        # Below a billionth it is rounding of the eigenvalue, not a contradiction.
        index = index if index > 1e-12 else 0.0
        share = 1 - 2 * missing / ((self.options - 1) * (self.options - 2))
        ratio = index / self.value
        return Consistency(exact if index else float(self.options), index, ratio, ratio / share if share > 1e-9 else 0.0)


def yardstick(name: str, options: int, method: PrioritiesMethod) -> Yardstick:
    """Return the random index for a number of options.

    Raises
    ------
    PmobookError
        If there is no table of that name.
    """
    wanted = str(name).strip().casefold().replace(" ", "_").replace("-", "_")
    wanted = _OTHER_NAMES.get(wanted, wanted)
    if wanted not in method.random_indices:
        guess = nearest(wanted, method.random_indices)
        hint = f" Did you mean {guess}?" if guess else ""
        message = f"There is no random index {name!r}; there are {listed(method.random_indices)}.{hint}"
        raise PmobookError(message)
    table = method.random_indices[wanted]
    value, note = _look_up({int(size): value for size, value in table.values.items()}, options, table.beyond, method)
    return Yardstick(options, wanted, table.title, table.source, value, note)


def _look_up(values: dict[int, float], options: int, beyond: str, method: PrioritiesMethod) -> tuple[float, str]:
    if options < 3:
        return 0.0, ""
    if options in values:
        return values[options], ""
    sizes = sorted(values)
    if options < sizes[-1]:
        above = bisect.bisect_left(sizes, options)
        low, high = sizes[above - 1], sizes[above]
        part = (options - low) / (high - low)
        return values[low] + part * (values[high] - values[low]), say(
            "random index interpolated between {low} and {high} options", low=low, high=high
        )
    if beyond == "last":
        return values[sizes[-1]], say("the table ends at {sizes} options; its last random index stands in", sizes=sizes[-1])
    line = method.beyond_the_table
    value = (line.slope.value * options - line.drop.value - options) / (options - 1)
    return value, say(
        "the table ends at {sizes} options; the line of Alonso and Lamata gives {value}",
        sizes=sizes[-1],
        value=as_number(value, 3),
    )
