"""Which projects to do: the exact choice, its proof, what it is sensitive to, and what would change it."""

from pmobook.assess.selection.core import CoreIndex, core_index
from pmobook.assess.selection.frontier import Frontier, frontier
from pmobook.assess.selection.infeasible import Change, Infeasibility, explain_infeasible
from pmobook.assess.selection.prices import Prices, prices
from pmobook.assess.selection.refusals import NothingFits, NothingFound
from pmobook.assess.selection.selection import Selection, select
from pmobook.assess.selection.settling import SettlingJudgement, settling_judgement
from pmobook.assess.selection.ties import Alternative
from pmobook.assess.selection.transfer import Transfer, transfer
from pmobook.assess.selection.waterline import Waterline
from pmobook.assess.selection.weightings import Weightings, admissible_weightings

__all__ = [
    "Alternative",
    "Change",
    "CoreIndex",
    "Frontier",
    "Infeasibility",
    "NothingFits",
    "NothingFound",
    "Prices",
    "Selection",
    "SettlingJudgement",
    "Transfer",
    "Waterline",
    "Weightings",
    "admissible_weightings",
    "core_index",
    "explain_infeasible",
    "frontier",
    "prices",
    "select",
    "settling_judgement",
    "transfer",
]
