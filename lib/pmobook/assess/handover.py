"""The handover of an input pack: whether it came in time, and what trends have to do without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import pandas as pd

from pmobook.assess.findings import Finding, findings_table
from pmobook.assess.wording import as_days, listed
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.pack import Received
from pmobook.language import say, say_many
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["assess_handover"]

NOTEBOOK = "30_performance"


def assess_handover(
    received: Received | None,
    quarter: Quarter,
    packs_due_days: int,
    unread: Sequence[tuple[Quarter, str]],
    business_unit: BusinessUnit,
) -> pd.DataFrame:
    """Return findings on when a pack came and on earlier packs that can't be read.

    Parameters
    ----------
    received
        What was written down when the pack came; without a day nothing is said about lateness.
    quarter
        The pack's quarter.
    packs_due_days
        Days after the quarter's end by which a pack should be in; on the last of them it is in time.
    unread
        Earlier quarters whose packs can't be read, with the reason.
    business_unit
        Its lead owns the findings.

    Returns
    -------
    DataFrame
        Table findings.
    """
    day = received.received_on if received else None
    return findings_table(NOTEBOOK, _findings(day, quarter, packs_due_days, unread, business_unit.lead or ""))


def _findings(
    received_on: dt.date | None, quarter: Quarter, packs_due_days: int, unread: Sequence[tuple[Quarter, str]], lead: str
) -> Iterator[Finding]:
    due = quarter.last_day + dt.timedelta(days=packs_due_days)
    if received_on is not None and received_on > due:
        late = as_days((received_on - due).days)
        sentence = say(
            "The input pack for {quarter} came on {received_on}, {late} after it was due.",
            quarter=quarter,
            received_on=day_in_words(received_on),
            late=late,
        )
        yield Finding("pack_late", "", "watch", sentence, lead)
    if unread:
        quarters = listed(str(one) for one, _ in unread)
        sentence = say_many(
            "Trends and movements do without {quarters}: its pack can't be read.",
            "Trends and movements do without {quarters}: their packs can't be read.",
            len(unread),
            quarters=quarters,
        )
        yield Finding("packs_unread", "", "watch", sentence, lead)
