"""Exhibits of the portfolio: the best choice beside the present one, what it costs, and how sure it is."""

from pmobook.show.portfolio.appetite import risk
from pmobook.show.portfolio.choice import choice
from pmobook.show.portfolio.frontier import along_the_frontier, frontier
from pmobook.show.portfolio.limits import use_of_limits
from pmobook.show.portfolio.prices import prices
from pmobook.show.portfolio.ranks import ranks
from pmobook.show.portfolio.result import result
from pmobook.show.portfolio.starts import later_starts
from pmobook.show.portfolio.sureness import alternatives, how_sure
from pmobook.show.portfolio.workings import how_computed

__all__ = [
    "along_the_frontier",
    "alternatives",
    "choice",
    "frontier",
    "how_computed",
    "how_sure",
    "later_starts",
    "prices",
    "ranks",
    "result",
    "risk",
    "use_of_limits",
]
