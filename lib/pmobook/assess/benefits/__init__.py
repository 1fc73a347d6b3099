"""Benefits: what they are worth, whether they came, and what past claims came to."""

from pmobook.assess.benefits.delay import CostOfDelay, cost_of_delay
from pmobook.assess.benefits.payback import Payback, payback
from pmobook.assess.benefits.present_value import NetPresentValue, dated_net_present_value, net_present_value
from pmobook.assess.benefits.returns import (
    RateOfReturn,
    dated_internal_rate_of_return,
    internal_rate_of_return,
    modified_internal_rate_of_return,
)

__all__ = [
    "CostOfDelay",
    "NetPresentValue",
    "Payback",
    "RateOfReturn",
    "cost_of_delay",
    "dated_internal_rate_of_return",
    "dated_net_present_value",
    "internal_rate_of_return",
    "modified_internal_rate_of_return",
    "net_present_value",
    "payback",
]
