"""Exhibits of benefits: from promise to realisation, the register, what past claims came to, and what projects are worth."""

from pmobook.show.benefits.curves import benefit_curves
from pmobook.show.benefits.double import double_claims
from pmobook.show.benefits.investment import investments
from pmobook.show.benefits.record import claims_beside_record, track_record
from pmobook.show.benefits.register import benefits_register
from pmobook.show.benefits.waterfall import benefits_waterfall
from pmobook.show.benefits.workings import how_computed

__all__ = [
    "benefit_curves",
    "benefits_register",
    "benefits_waterfall",
    "claims_beside_record",
    "double_claims",
    "how_computed",
    "investments",
    "track_record",
]
