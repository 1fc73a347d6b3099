"""What leadership should know of the responses to risks: which don't pay, which are late, and whether they are enough."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.risk.responses import ResponseWorth
from pmobook.assess.risk.wording import held_to, money_in_words
from pmobook.assess.tables import present, records_of
from pmobook.assess.wording import as_plain_text, counted, listed
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["response_findings"]


def response_findings(worth: ResponseWorth, tolerance: float, lead: str, money: Money, quarter: Quarter) -> Iterator[Finding]:
    """Yield findings on responses.

    Parameters
    ----------
    worth
        What they are worth.
    tolerance
        Of the whole register; missing without one.
    lead
        Who owns what concerns them all.
    money
        Currency and scale, for sentences.
    quarter
        By its last day a response is late.
    """
    if worth.is_assessed:
        yield from _on_all(worth, tolerance, lead, money)
    for row in records_of(worth.table):
        title = as_plain_text(str(row["title"]))
        if row["verdict"] == "doesn't pay":
            sentence = say(
                "The response to '{title}' costs {money} and saves {money_2} on average, {money_3} in bad cases: it doesn't pay.",
                title=title,
                money=money_in_words(money, row["cost"]),
                money_2=money_in_words(money, row["mean_saved"]),
                money_3=money_in_words(money, row["bad_saved"]),
            )
            yield Finding("response_does_not_pay", row["risk_id"], "watch", sentence, row["owner"] or lead, weight=row["cost"])
        due = pd.Timestamp(row["due"]).date() if present(row["due"]) else None
        if due is not None and due <= quarter.last_day:
            sentence = say(
                "The response to '{title}' was due on {due}. If it is carried out, its risk should be "
                "estimated anew; if not, it needs a new day.",
                title=title,
                due=day_in_words(due),
            )
            yield Finding("response_due", row["risk_id"], "watch", sentence, row["owner"] or lead)
    yield from _on_unknown(worth.table, lead)


def _on_all(worth: ResponseWorth, tolerance: float, lead: str, money: Money) -> Iterator[Finding]:
    now, after = worth.inherent.summary, worth.residual.summary
    if math.isnan(tolerance):
        return
    bad, left = now.conditional_value_at_risk, after.conditional_value_at_risk
    before, kept = held_to(bad.value, bad.error, tolerance), held_to(left.value, left.error, tolerance)
    said, most = money_in_words(money, left.value), money_in_words(money, tolerance)
    if kept == "beyond":
        sentence = say(
            "The responses planned are not enough: once all are carried out, bad cases still cost "
            "{said}, more than the {most} that leadership tolerates.",
            said=said,
            most=most,
        )
        yield Finding("responses_not_enough", "", "act", sentence, lead, weight=1)
    elif before == "beyond":
        head = (
            say("would bring losses within tolerance") if kept == "within" else say("would bring losses close to the tolerance")
        )
        sentence = say(
            "The responses planned {head}: from {money} to {said} in bad cases, of {most}.",
            head=head,
            money=money_in_words(money, bad.value),
            said=said,
            most=most,
        )
        yield Finding("responses_enough", "", "note", sentence, lead)


def _on_unknown(table: pd.DataFrame, lead: str) -> Iterator[Finding]:
    for verdict, kind, said in (
        (
            "effect not assessed",
            "responses_without_effect",
            say("don't say what they would leave, so their worth is not assessed"),
        ),
        ("cost not assessed", "responses_without_cost", say("have no cost, so nobody can tell whether they pay")),
    ):
        lacking = table.loc[table["verdict"] == verdict, "risk_id"].astype(str)
        if len(lacking):
            which = say("{lacking} of {response}", lacking=len(lacking), response=counted(len(table), "response"))
            yield Finding(kind, "", "watch", f"{which} {said} ({listed(lacking)}).", lead)
