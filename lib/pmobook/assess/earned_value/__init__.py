"""Money: what work done was worth beside its cost and plan, and what projects will come to."""

from pmobook.assess.earned_value.indices import Indices, indices
from pmobook.assess.earned_value.schedule import EarnedSchedule, earned_schedule

__all__ = ["EarnedSchedule", "Indices", "earned_schedule", "indices"]
