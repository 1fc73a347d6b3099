"""Benefits: what they are worth, whether they came, and what past claims came to."""

from pmobook.assess.benefits.assessment import BenefitsAssessment, assess_benefits
from pmobook.assess.benefits.curves import Ramp, Slippage, ramp_shape, slippage
from pmobook.assess.benefits.delay import CostOfDelay, cost_of_delay
from pmobook.assess.benefits.double import find_double_claims
from pmobook.assess.benefits.enterprise import EnterpriseBenefits, add_up_benefits
from pmobook.assess.benefits.payback import Payback, payback
from pmobook.assess.benefits.present_value import NetPresentValue, dated_net_present_value, net_present_value
from pmobook.assess.benefits.record import ReferenceClass, TrackRecord, read_track_record, reference_class
from pmobook.assess.benefits.returns import (
    RateOfReturn,
    dated_internal_rate_of_return,
    internal_rate_of_return,
    modified_internal_rate_of_return,
)

__all__ = [
    "BenefitsAssessment",
    "CostOfDelay",
    "EnterpriseBenefits",
    "NetPresentValue",
    "Payback",
    "Ramp",
    "RateOfReturn",
    "ReferenceClass",
    "Slippage",
    "TrackRecord",
    "add_up_benefits",
    "assess_benefits",
    "cost_of_delay",
    "dated_internal_rate_of_return",
    "dated_net_present_value",
    "find_double_claims",
    "internal_rate_of_return",
    "modified_internal_rate_of_return",
    "net_present_value",
    "payback",
    "ramp_shape",
    "read_track_record",
    "reference_class",
    "slippage",
]
