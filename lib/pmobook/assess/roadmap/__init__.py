"""The roadmap: projects over quarters with what they depend on, their gates and benefits, as planned and as people allow."""

from pmobook.assess.roadmap.assessment import Roadmap, assess_roadmap, assess_roadmap_of
from pmobook.assess.roadmap.enterprise import EnterpriseRoadmap, enterprise_roadmap
from pmobook.assess.roadmap.horizon import Horizon, horizon_of

__all__ = ["EnterpriseRoadmap", "Horizon", "Roadmap", "assess_roadmap", "assess_roadmap_of", "enterprise_roadmap", "horizon_of"]
