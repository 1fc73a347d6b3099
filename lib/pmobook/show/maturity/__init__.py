"""Exhibits of maturity: the result, how sure it is, how it was scored, and the way to the target."""

from pmobook.show.maturity.agreement import agreement
from pmobook.show.maturity.answering import ways_of_answering
from pmobook.show.maturity.beside_others import beside_others
from pmobook.show.maturity.capabilities import capability_heat_map
from pmobook.show.maturity.documents import evidence_seen
from pmobook.show.maturity.evidence import evidence_coverage, unsettled_findings
from pmobook.show.maturity.frames import in_other_frames
from pmobook.show.maturity.levels import level_probabilities
from pmobook.show.maturity.perception import perception_gaps
from pmobook.show.maturity.plan import cost_of_next_level, next_questions, path_to_target
from pmobook.show.maturity.profile import profile
from pmobook.show.maturity.result import how_sure, result
from pmobook.show.maturity.rules import rules_side_by_side
from pmobook.show.maturity.workings import how_scored

__all__ = [
    "agreement",
    "beside_others",
    "capability_heat_map",
    "cost_of_next_level",
    "evidence_coverage",
    "evidence_seen",
    "how_scored",
    "how_sure",
    "in_other_frames",
    "level_probabilities",
    "next_questions",
    "path_to_target",
    "perception_gaps",
    "profile",
    "result",
    "rules_side_by_side",
    "unsettled_findings",
    "ways_of_answering",
]
