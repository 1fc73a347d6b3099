"""People by role: is there enough of them, who goes short, when projects can start, what mends it."""

from pmobook.assess.resources.allocation import Allocation, allocate_by_rank
from pmobook.assess.resources.balance import Balance, balance

__all__ = ["Allocation", "Balance", "allocate_by_rank", "balance"]
