"""People by role: is there enough of them, who goes short, when projects can start, what mends it."""

from pmobook.assess.resources.allocation import Allocation, allocate_by_rank
from pmobook.assess.resources.balance import Balance, balance
from pmobook.assess.resources.levelling import level
from pmobook.assess.resources.outcome import Levelling
from pmobook.assess.resources.refusals import NoScheduleFound, NoStartFits

__all__ = ["Allocation", "Balance", "Levelling", "NoScheduleFound", "NoStartFits", "allocate_by_rank", "balance", "level"]
