"""What may be shown of groups without telling what single people said."""

from __future__ import annotations

from collections.abc import Mapping

from pmobook.assess.wording import counted
from pmobook.language import say

__all__ = ["may_show", "why_hidden"]


def may_show(groups: Mapping[str, int], minimum: int) -> dict[str, bool]:
    """Say of which groups a result may be shown.

    Parameters
    ----------
    groups
        How many people answered in each group. Give all groups that together make up a total which is shown, also those
        without a name: what is not mentioned can't be protected.
    minimum
        The smallest group of which a result may be shown; 0 and 1 mean that answers are not anonymous.

    Returns
    -------
    dict
        By group, in the order given. A group is hidden when nobody or fewer than `minimum` answered in it, or when it has to
        hide a smaller one: the total less all groups shown must not leave 1 to ``minimum - 1`` people.

    Notes
    -----
    Complementary suppression: while the hidden groups together have fewer than `minimum` people (but anybody), the smallest
    group still shown is hidden too; of equally small ones the last.

    References
    ----------
    Hundepool and others (2012), Statistical Disclosure Control (primary and secondary suppression).

    Examples
    --------
    >>> may_show({"executive": 8, "pmo": 6, "sponsor": 2}, 5)
    {'executive': True, 'pmo': False, 'sponsor': False}
    >>> may_show({"executive": 8, "pmo": 6, "sponsor": 2, "partner": 3}, 5)
    {'executive': True, 'pmo': True, 'sponsor': False, 'partner': False}
    """
    return {group: not reason for group, reason in why_hidden(groups, minimum).items()}


def why_hidden(groups: Mapping[str, int], minimum: int) -> dict[str, str]:
    """Return, by group, why its result is not shown; an empty text where it is.

    Parameters
    ----------
    groups, minimum
        As in `may_show`.
    """
    least = max(minimum, 1)
    reasons = {
        group: "" if count >= least else _too_few(count, least) if minimum > 1 or count == 0 else ""
        for group, count in groups.items()
    }
    hidden = sum(count for group, count in groups.items() if reasons[group])
    while 0 < hidden < least:
        shown = [group for group in groups if not reasons[group]]
        if not shown:
            break
        smallest = min(reversed(shown), key=lambda group: groups[group])
        reasons[smallest] = say(
            "not shown: the answers of the remaining {person}, fewer than {least}, could be worked out from it",
            person=counted(hidden, "person", "people"),
            least=least,
        )
        hidden += groups[smallest]
    return reasons


def _too_few(count: int, least: int) -> str:
    return say("not shown: nobody answered") if count == 0 else say("not shown: fewer than {least} people answered", least=least)
