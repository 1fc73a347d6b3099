"""What is raised when there is no schedule to return."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["NoScheduleFound", "NoStartFits"]


class NoStartFits(PmobookError):
    """Whatever the start dates, somebody goes short or a deadline is missed.

    Parameters
    ----------
    sentences
        What can't be mended by moving starts, one at a time.
    unmendable
        The same as a table; empty where deadlines are what stands in the way.
    """

    def __init__(self, sentences: Sequence[str], unmendable: pd.DataFrame) -> None:
        self.sentences, self.unmendable = tuple(sentences), unmendable
        super().__init__("\n".join([say("No start dates keep every limit."), *self.sentences]))


class NoScheduleFound(PmobookError):
    """The time was up before a schedule was found, and before it was proven that there is none."""

    def __init__(self) -> None:
        super().__init__(
            say("No schedule that keeps every deadline was found in the time allowed. Allow more time, or later deadlines.")
        )
