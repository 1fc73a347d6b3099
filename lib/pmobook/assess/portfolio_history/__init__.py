"""A whole portfolio over several quarters: confidence, movements, money, and which projects came and went."""

from pmobook.assess.portfolio_history.history import ALL, PortfolioHistory, portfolio_history
from pmobook.assess.portfolio_history.moves import MOVES, RATINGS, moves_between, transitions
from pmobook.assess.portfolio_history.names import core_name, likeness, match_names
from pmobook.assess.portfolio_history.rows import PROJECT_QUARTERS, project_quarters

__all__ = [
    "ALL",
    "MOVES",
    "PROJECT_QUARTERS",
    "RATINGS",
    "PortfolioHistory",
    "core_name",
    "likeness",
    "match_names",
    "moves_between",
    "portfolio_history",
    "project_quarters",
    "transitions",
]
