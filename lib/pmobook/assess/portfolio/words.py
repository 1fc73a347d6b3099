"""Limits and rules of a portfolio, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmobook.assess.portfolio.losses import RISK
from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.selection.rules import link_in_words
from pmobook.assess.wording import as_number, listed
from pmobook.language import say

__all__ = ["amount_in_words", "displaced_in_words", "limit_in_words", "rule_in_words"]

_QUARTER = re.compile(r"\d{4}Q[1-4]")


def limit_in_words(name: str) -> str:
    """Return a limit as sentences call it.

    Examples
    --------
    >>> limit_in_words("money"), limit_in_words("money 2026Q4"), limit_in_words("Data engineer 2026Q4")
    ('money', 'money in 2026Q4', 'Data engineer in 2026Q4')
    >>> limit_in_words("Data engineer"), limit_in_words("risk")
    ('Data engineer', 'losses in bad cases')
    """
    if name == RISK:
        return say("losses in bad cases")
    head, _, quarter = name.rpartition(" ")
    return say("{head} in {quarter}", head=head, quarter=quarter) if head and _QUARTER.fullmatch(quarter) else name


def amount_in_words(name: str, amount: float) -> str:
    """Return so much of a limit; money in the engagement's scale.

    Examples
    --------
    >>> amount_in_words("money 2026Q4", 1.617), amount_in_words("Data engineer 2026Q4", 0.1)
    ('1.62 more money in 2026Q4', '0.1 person-months more of Data engineer in 2026Q4')
    """
    if name.startswith(MONEY):
        return say("{amount} more {limit_in_words}", amount=as_number(amount, 2), limit_in_words=limit_in_words(name))
    return say("{amount} person-months more of {limit_in_words}", amount=as_number(amount), limit_in_words=limit_in_words(name))


def rule_in_words(problem: PortfolioProblem, project: str, link: str, other: str) -> str:
    """Return a link between two projects with their titles."""
    return link_in_words(problem.named(project), link, problem.named(other))


def displaced_in_words(problem: PortfolioProblem, chosen: Sequence[object], otherwise: Sequence[object]) -> str:
    """Say what would be chosen otherwise: ``'A' would be done in place of 'B'``; empty if nothing else."""
    out = listed(problem.quoted(str(one)) for one in otherwise if one not in chosen)
    instead = listed(problem.quoted(str(one)) for one in chosen if one not in otherwise)
    if out and instead:
        return say("{out} would be done in place of {instead}", out=out, instead=instead)
    return say("{out} would be done", out=out) if out else say("{instead} would not be done", instead=instead) if instead else ""
