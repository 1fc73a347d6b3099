"""Exhibits of the exposure to risk."""

from pmobook.show.risk.carriers import what_carries_it
from pmobook.show.risk.categories import categories
from pmobook.show.risk.exposure import exposure_curve, figures_of_exposure
from pmobook.show.risk.register import register
from pmobook.show.risk.responses import responses
from pmobook.show.risk.workings import how_simulated

__all__ = [
    "categories", "exposure_curve", "figures_of_exposure", "how_simulated", "register", "responses", "what_carries_it",
]  # fmt: skip
