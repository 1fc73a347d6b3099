"""Why each step is on a path, and why a target is out of reach, in sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pmobook.assess.improvement.actions import Action
from pmobook.assess.improvement.reach import REACHED_WITHIN, Reach
from pmobook.assess.improvement.sequence import Scheduled
from pmobook.assess.improvement.standing import Done
from pmobook.assess.scoring import SHARE_RULES
from pmobook.assess.wording import as_number, counted
from pmobook.language import inside, of_method, say, say_many
from pmobook.method.scoring_rules import scoring_rules
from pmobook.rounding import level_apart, measured

__all__ = ["Reasons"]

_MOST_NAMED = 5


@dataclass(frozen=True, eq=False)
class Reasons:
    """Sentences about one path.

    Attributes
    ----------
    reach
        The rule and what it asks.
    target
        The score to reach.
    titles
        Titles of capabilities and focus areas by id; an id without one stands for itself.
    """

    reach: Reach
    target: float
    titles: Mapping[str, str]

    def name(self, one: str) -> str:
        """Return the title of a capability or focus area."""
        return self.titles.get(one, one)

    @property
    def _subject(self) -> str:
        return say("The whole") if self.reach.area is None else self.name(self.reach.area)

    @property
    def _rule(self) -> str:
        return inside(of_method(scoring_rules().rule(self.reach.rule).title))

    def _apart(self, score: float, target: float) -> tuple[str, str]:
        """Write two scores, so that the lower never reads like the higher; shares as percentages."""
        if self.reach.rule not in SHARE_RULES:
            return level_apart(score, target)
        texts = level_apart(100 * score, 100 * target)
        return f"{texts[0]} %", f"{texts[1]} %"

    @cached_property
    def not_assessed(self) -> int:
        """Practices in scope that nobody assessed."""
        layout = self.reach.standing.layout
        in_scope = np.isin([layout.capabilities[place] for place in layout.capability_of_practice], self.reach.scope)
        return int(np.isnan(self.reach.standing.present[in_scope]).sum())

    @property
    def _uncertain(self) -> str:
        if not self.not_assessed:
            return ""
        return say_many(
            " {n} practice is not assessed and counted as not met, so that only an action makes sure of the target.",
            " {n:,} practices are not assessed and counted as not met, so that only an action makes sure of the target.",
            self.not_assessed,
        )

    def of_path(self, scores: Sequence[float], person_days: float, weeks: float, gap: float | None) -> str:
        """Say what a path comes to; ``gap`` is None if it is proven the cheapest."""
        before, target = self._apart(scores[0], self.target)
        if len(scores) == 1:
            return say(
                "{subject} is at {before} by {rule} and has reached {target} already: nothing is needed.",
                subject=self._subject,
                before=before,
                rule=self._rule,
                target=target,
            )
        proof = (
            say("no cheaper set of actions exists.")
            if gap is None
            else say("the search stopped early: a set up to {gap} % cheaper can't be ruled out.", gap=as_number(100 * gap))
        )
        after, _ = self._apart(scores[-1], self.target)
        effort = say(
            "{action}, {person_days} person-days and {weeks} weeks",
            action=counted(len(scores) - 1, "action"),
            person_days=measured(person_days),
            weeks=measured(weeks),
        )
        return say(
            "{subject} goes from {before} to {after} by {rule} with {effort}; {proof}{uncertain}",
            subject=self._subject,
            before=before,
            after=after,
            rule=self._rule,
            effort=effort,
            proof=proof,
            uncertain=self._uncertain,
        )

    def of_step(self, one: Scheduled, later: Sequence[Action], before: float, after: float) -> str:
        """Say why a step is taken: what it does to the score, and which later steps wait for it."""
        place = say("Brings {name} to level {level}", name=self.name(one.action.capability), level=one.action.level)
        parts = []
        if after > before + REACHED_WITHIN:
            texts = self._apart(before, after)
            parts.append(say("raises the score from {texts} to {texts_2}", texts=texts[0], texts_2=texts[1]))
        if waiting := [action.title for action in later]:
            more = say(" and {waiting} more", waiting=len(waiting) - _MOST_NAMED) if len(waiting) > _MOST_NAMED else ""
            parts.append(say("needed before: {waiting}{more}", waiting="; ".join(waiting[:_MOST_NAMED]), more=more))
        if not parts:
            parts.append(say("part of what the target asks; the score moves once the rest is done"))
        return f"{place}: {', '.join(parts)}."

    def out_of_reach(self, best: float) -> str:
        """Say how far all actions together would lead, and what holds the rest back."""
        if math.isnan(best):
            return say("{subject} can't be scored by {rule}: no practice counts.", subject=self._subject, rule=self._rule)
        texts = self._apart(best, self.target)
        held_back = self._held_back()
        causes = " ".join(held_back[:_MOST_NAMED])
        more = (
            say(" {held_back} more hold it back.", held_back=len(held_back) - _MOST_NAMED) if len(held_back) > _MOST_NAMED else ""
        )
        reached = say(
            "{subject} can't reach {texts} by {rule}: all actions together lead to {texts_2}.",
            subject=self._subject,
            texts=texts[1],
            rule=self._rule,
            texts_2=texts[0],
        )
        return f"{reached} {causes}{more}".strip()

    def _held_back(self) -> list[str]:
        reach, furthest = self.reach, self.reach.standing.furthest
        scores = reach.capability_scores([furthest])[0]
        short = zip(reach.scope, scores.tolist(), strict=True)
        causes = [self._cause(capability, furthest) for capability, score in short if score < self.target - REACHED_WITHIN]
        return [cause for cause in causes if cause]

    def _cause(self, capability: str, furthest: Mapping[str, Done]) -> str:
        """Say what keeps a capability from its next level; empty if nothing is left to bring about."""
        standing = self.reach.standing
        reached = furthest.get(capability, frozenset())
        levels = range(1, standing.layout.highest_level + 1)
        level = next((one for one in levels if not standing.is_full(capability, one) and one not in reached), None)
        if level is None:
            return ""
        to_it = [action for action in standing.actions if action.capability == capability and action.level == level]
        if not to_it:
            return say("No action brings {name} to level {level}.", name=self.name(capability), level=level)
        needs = [need for action in to_it for need in standing.needs(action) if not standing.holds(need, furthest)]
        texts = list(dict.fromkeys(say("{name} at level {below}", name=self.name(one), below=below) for one, below in needs))
        return say(
            "{title} ({name}, level {level}) waits for {texts}, which can't be reached.",
            title=to_it[0].title,
            name=self.name(capability),
            level=level,
            texts=" and ".join(texts),
        )
