"""The head of a notebook: its result in a sentence, and what follows from it, before any figure."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.words import findings_list

__all__ = ["summary"]

_SHOWN_AT_ONCE = 8


def summary(findings: pd.DataFrame, *headlines: str) -> Exhibit:
    """Show headlines, then the findings with their owners, the most severe first.

    Parameters
    ----------
    findings
        Table of findings.
    headlines
        Sentences that an assessment made, without a full stop.
    """
    heads = Exhibit("".join(f"<h2>{html.escape(headline)}.</h2>" for headline in headlines))
    return stack(heads, findings_list(findings, when_empty="Nothing calls for attention.", most=_SHOWN_AT_ONCE))
