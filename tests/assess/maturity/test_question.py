import datetime as dt
from types import SimpleNamespace

import pytest

from pmobook.assess.maturity import MaturityPolicy, maturity_question
from pmobook.errors import PmobookError
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import EngagementParameters
from pmobook.inputs.pack import InputPack
from pmobook.vocabulary import Quarter


@pytest.fixture
def engagement(tmp_path):
    parameters = EngagementParameters.model_validate(
        {
            "organisation": "An organisation",
            "money": {"currency": "EUR", "scale": "million"},
            "scoring_rule": "ladder",
            "instrument": "appraisal",
            "not_assessed": "interval",
            "minimum_raters": 3,
            "survey": {"anonymous": True, "minimum_group": 7},
            "appraisal": {"counted": "validated", "evidence": "advisory"},
            "respondent_roles": {"Office lead": "pmo"},
            "person_days_per_week": 4,
            "target_levels": {"financial_management": 3},
            "sector": "retail",
            "size": "large",
        }
    )
    return Engagement(tmp_path, parameters, {"shops": BusinessUnit(name="Shops", target_levels={"financial_management": 4})})


def pack_of(quarter, forms=None):
    return InputPack(
        business_unit="shops", quarter=Quarter.parse(quarter), source="inputs/shops", forms=forms or {}, digest="", received=None
    )


def test_everything_that_the_engagement_says_of_answers_is_carried_over(engagement):
    asked = maturity_question(engagement, pack_of("2026Q3"), None, SimpleNamespace())
    assert asked.policy == MaturityPolicy(
        rule="ladder", instrument="appraisal", not_assessed="interval", minimum_raters=3, anonymous=True, minimum_group=7,
        counted="validated", evidence="advisory", respondent_roles={"Office lead": "pmo"}, days_per_week=4.0,
    )  # fmt: skip
    assert (asked.sector, asked.size) == ("retail", "large")
    assert asked.targets["financial_management"] == 4
    assert asked.last_day == dt.date(2026, 9, 30)
    assert asked.business_unit.name == "Shops"


def test_the_pack_before_comes_with_its_quarter_and_without_one_there_is_nothing(engagement):
    first = maturity_question(engagement, pack_of("2026Q3"), None, SimpleNamespace())
    assert (first.earlier, first.earlier_quarter) == ({}, "")
    later = maturity_question(engagement, pack_of("2026Q3"), pack_of("2026Q1"), SimpleNamespace())
    assert set(later.earlier) == {"responses", "practices", "evidence"}
    assert later.earlier_quarter == "2026Q1"


@pytest.mark.parametrize(
    ("policy", "fewest"),
    [
        ({"minimum_raters": 2}, 2),
        ({"minimum_raters": 2, "anonymous": True, "minimum_group": 5}, 5),
        ({"minimum_raters": 9, "anonymous": True, "minimum_group": 5}, 9),
        ({"minimum_raters": 1, "anonymous": False, "minimum_group": 5}, 1),
    ],
)
def test_the_minimum_group_counts_only_where_the_survey_is_anonymous(policy, fewest):
    assert MaturityPolicy(**policy).fewest == fewest


def test_a_rule_that_the_model_lacks_is_refused_by_naming_those_it_has(ask):
    with pytest.raises(PmobookError, match="small offers weakest_link; it has no rule ladder"):
        ask(rule="ladder", rules=("weakest_link",))


def test_a_finding_on_an_unknown_capability_is_a_mistake_of_ours(ask, see):
    with pytest.raises(ValueError, match="practices name capabilities that the model small lacks: sales"):
        ask(practices=[see("sales", 1)])
