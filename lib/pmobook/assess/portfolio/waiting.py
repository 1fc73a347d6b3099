"""What later starts would bring, in words."""

from __future__ import annotations

from collections.abc import Iterator

from pmobook.assess.findings import Finding, Severity
from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["moved_in_words", "waiting_findings"]

_NOTHING = 1e-9


def waiting_findings(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    """Yield a finding if the goals are served better once projects that have not begun start later."""
    best, later, problem = judged.best, judged.later, judged.problem
    if later is None or not judged.moved or judged.gain_of_later_starts <= _NOTHING:
        return
    if best is None or not best.value > 0:
        sentence = say(
            "Only with later starts does a choice keep every limit: {moved_in_words}.", moved_in_words=moved_in_words(judged)
        )
        if best is not None:
            sentence = say(
                "With later starts the goals could be served, which nothing does otherwise: {moved_in_words}.",
                moved_in_words=moved_in_words(judged),
            )
        yield Finding("later_starts", "", "watch", sentence, problem.lead, 1.0)
        return
    share = judged.gain_of_later_starts / best.value
    enters = [one for one in later.chosen if one not in best.chosen]
    leaves = [one for one in best.chosen if one not in later.chosen]
    parts = [
        f"{listed(map(problem.quoted, ids))} {verb}"
        for verb, ids in ((say("could be done"), enters), (say("would go"), leaves))
        if ids
    ]
    severity: Severity = "watch" if share >= method.gain_watch.value else "note"
    sentence = say(
        "If starts move, the goals could be served {share} more ({moved_in_words}): {parts}.",
        share=as_percent(share),
        moved_in_words=moved_in_words(judged),
        parts=" and ".join(parts),
    )
    yield Finding("later_starts", "", severity, sentence, problem.lead, share)


def moved_in_words(judged: Judged) -> str:
    """Say which projects start later, and when: ``'Lockers' 2 quarters later, in 2027Q3``; empty if none does."""
    return listed(
        say(
            "{project} {quarter} later, in {start_of}",
            project=judged.problem.quoted(project),
            quarter=counted(shift, "quarter"),
            start_of=judged.start_of(project, shift),
        )
        for project, shift in judged.moved.items()
    )
