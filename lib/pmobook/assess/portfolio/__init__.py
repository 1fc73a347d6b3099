"""Which projects a business unit should do: its choice, the best one beside it, and what would change it."""

from pmobook.assess.portfolio.assessment import PortfolioAssessment, assess_portfolio
from pmobook.assess.portfolio.building import portfolio_of, portfolio_problem
from pmobook.assess.portfolio.forms import PortfolioForms
from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.losses import RISK, Exposure, Losses, simulate_losses
from pmobook.assess.portfolio.present import PresentChoice
from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.portfolio.views import Views, views_of

__all__ = [
    "MONEY",
    "RISK",
    "Exposure",
    "Judged",
    "Losses",
    "PortfolioAssessment",
    "PortfolioForms",
    "PortfolioProblem",
    "PresentChoice",
    "Views",
    "assess_portfolio",
    "portfolio_of",
    "portfolio_problem",
    "simulate_losses",
    "views_of",
]
