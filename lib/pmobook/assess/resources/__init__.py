"""People by role: is there enough of them, who goes short, when projects can start, what mends it."""

from pmobook.assess.resources.allocation import Allocation, allocate_by_rank
from pmobook.assess.resources.balance import Balance, balance
from pmobook.assess.resources.cheapest import Fix, cheapest_fix
from pmobook.assess.resources.levelling import level
from pmobook.assess.resources.outcome import Levelling
from pmobook.assess.resources.refusals import NoScheduleFound, NoStartFits
from pmobook.assess.resources.waiting import SimulatedWait, expected_wait, simulate_wait, waits_by_role

__all__ = [
    "Allocation",
    "Balance",
    "Fix",
    "Levelling",
    "NoScheduleFound",
    "NoStartFits",
    "SimulatedWait",
    "allocate_by_rank",
    "balance",
    "cheapest_fix",
    "expected_wait",
    "level",
    "simulate_wait",
    "waits_by_role",
]
