"""How far raters agree, and how they answered."""

from __future__ import annotations

from pmobook.assess.agreement.cronbach import CronbachAlpha, cronbach_alpha
from pmobook.assess.agreement.intraclass import intraclass_correlation
from pmobook.assess.agreement.krippendorff import MEASUREMENT_LEVELS, krippendorff_alpha
from pmobook.assess.agreement.labels import label_agreement
from pmobook.assess.agreement.non_response import NonResponse, non_response
from pmobook.assess.agreement.patterns import ResponsePatterns, response_patterns
from pmobook.assess.agreement.within_group import WithinGroupAgreement, within_group_agreement

__all__ = [
    "MEASUREMENT_LEVELS",
    "CronbachAlpha",
    "NonResponse",
    "ResponsePatterns",
    "WithinGroupAgreement",
    "cronbach_alpha",
    "intraclass_correlation",
    "krippendorff_alpha",
    "label_agreement",
    "non_response",
    "response_patterns",
    "within_group_agreement",
]
