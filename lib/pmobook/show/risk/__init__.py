"""Exhibits of the exposure to risk."""

from pmobook.show.risk.carriers import what_carries_it
from pmobook.show.risk.exposure import exposure_curve, figures_of_exposure
from pmobook.show.risk.register import register
from pmobook.show.risk.workings import how_simulated

__all__ = ["exposure_curve", "figures_of_exposure", "how_simulated", "register", "what_carries_it"]
