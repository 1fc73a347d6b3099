"""Exhibits of the roadmap."""

from pmobook.show.roadmap.exhibit import dependencies, on_gates_and_benefits, roadmap, roadmap_of
from pmobook.show.roadmap.files import roadmap_csv, roadmap_svg
from pmobook.show.roadmap.plan import Plan, plan_from

__all__ = ["Plan", "dependencies", "on_gates_and_benefits", "plan_from", "roadmap", "roadmap_csv", "roadmap_of", "roadmap_svg"]
