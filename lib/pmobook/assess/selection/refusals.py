"""What is raised when there is no set to return."""

from __future__ import annotations

from pmobook.assess.selection.infeasible import Infeasibility
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["NothingFits", "NothingFound"]


class NothingFits(PmobookError):
    """No set keeps every limit, mandate and link.

    Parameters
    ----------
    explanation
        The smallest changes that would allow one.
    """

    def __init__(self, explanation: Infeasibility) -> None:
        self.explanation = explanation
        super().__init__("\n".join([say("No set of projects keeps every limit, mandate and link."), *explanation.sentences]))


class NothingFound(PmobookError):
    """The time was up before a set was found, and before it was proven that there is none."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "No set of projects was found within the time limit, and none was proven impossible. "
                "Allow more time, or drop limits."
            )
        )
