"""Categories of risk against their tolerances, and names that are spelled alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from pmobook.assess.findings import Finding, Severity
from pmobook.assess.risk.wording import chance_in_words, held_to, money_in_words
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_plain_text, listed
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.method.risk import RiskFindings
from pmobook.vocabulary import likeness, nearest

__all__ = ["alike", "category_findings"]


def alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return groups of names that differ only in capitals, blanks, marks or a plural's s.

    Examples
    --------
    >>> alike(["Supplier", "Market", "suppliers", ""])
    [('Supplier', 'suppliers')]
    """
    found: dict[str, set[str]] = {}
    for name in names:
        if name:
            found.setdefault(likeness(name), set()).add(name)
    return sorted(tuple(sorted(group)) for group in found.values() if len(group) > 1)


def category_findings(exposure: pd.DataFrame, limits: RiskFindings, lead: str, money: Money) -> Iterator[Finding]:
    """Yield which categories exceed their tolerance, which tolerances hold nothing, and which names should be one.

    Parameters
    ----------
    exposure
        Table ``risk_exposure``.
    limits
        When a probability is a finding.
    lead
        Who owns the findings.
    money
        Currency and scale, for sentences.
    """
    rows = exposure.loc[exposure["grouping"] == "category"]
    for row in records_of(rows.loc[rows["tolerance"].notna()]):
        yield from _on_one(row, rows, limits, lead, money)
    for kind, plural in (("category", "categories"), ("driver", "drivers")):
        named = exposure.loc[(exposure["grouping"] == kind) & exposure["risks"].gt(0), "subject"].astype(str)
        for group in alike(named):
            said = listed(say("'{title}'", title=as_plain_text(name)) for name in group)
            sentence = say(
                "{said} count as {group} {plural}. Write them alike if they are one.", said=said, group=len(group), plural=plural
            )
            yield Finding(f"{plural}_alike", likeness(group[0]), "watch", sentence, lead)


def _on_one(row: dict[str, object], rows: pd.DataFrame, limits: RiskFindings, lead: str, money: Money) -> Iterator[Finding]:
    name, tolerance = str(row["subject"]), float(row["tolerance"])  # type: ignore[arg-type]
    said, most = as_plain_text(name), money_in_words(money, tolerance)
    if not row["risks"]:
        guess = nearest(name, rows.loc[rows["risks"].gt(0) & rows["subject"].ne(""), "subject"].astype(str))
        hint = say(" Is '{name}' meant?", name=as_plain_text(guess)) if guess else ""
        sentence = say(
            "Leadership tolerates {most} of losses from '{said}', but no risk with an estimate is in that category.{hint}",
            most=most,
            said=said,
            hint=hint,
        )
        yield Finding("tolerance_of_no_risk", name, "watch", sentence, lead)
        return
    chance, bad = float(row["breach_probability"]), float(row["cvar95"])  # type: ignore[arg-type]
    kept = held_to(bad, float(row["cvar95_error"]), tolerance)  # type: ignore[arg-type]
    if chance < limits.breach_watch.value and kept == "within":
        return
    severity: Severity = "act" if chance >= limits.breach_act.value else "watch"
    close = say(", too close to call") if kept == "too close to tell" else ""
    sentence = say(
        "Losses from '{said}' exceed the {most} that leadership tolerates of them with a "
        "probability of {chance_in_words}; in bad cases they come to {money}{close}.",
        said=said,
        most=most,
        chance_in_words=chance_in_words(
            chance,
            float(row["breach_error"]),  # type: ignore[arg-type]
        ),
        money=money_in_words(money, bad),
        close=close,
    )
    yield Finding("category_exceeds_tolerance", name, severity, sentence, lead, weight=chance)
