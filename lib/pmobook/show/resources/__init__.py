"""Exhibits of people against needs."""

from pmobook.show.resources.balance import heat_of_months
from pmobook.show.resources.fixes import cheapest_fix
from pmobook.show.resources.shortages import who_goes_short
from pmobook.show.resources.starts import start_dates
from pmobook.show.resources.waits import waits
from pmobook.show.resources.workings import how_computed

__all__ = ["cheapest_fix", "heat_of_months", "how_computed", "start_dates", "waits", "who_goes_short"]
