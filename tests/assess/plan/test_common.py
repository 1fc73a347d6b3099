"""Findings of several business units on one matter are one line, and none is lost."""

import pandas as pd

from pmobook.assess.plan.common import common_matters
from pmobook.method.improvement_plan import plan_method

NAMES = {"r": "Retail", "s": "Supply Chain"}


def of(findings, unit, *told):
    return findings(a=list(told)).assign(business_unit=unit)


def test_the_same_matter_of_two_business_units_is_one_line_that_counts_subjects_once(findings):
    both = pd.concat(
        [
            of(findings, "r", ("benefit_behind", "B1", "act", "Ann"), ("benefit_dropped", "B1", "act", "Ann"),
               ("target_missed", "M1", "act", "Bo")),
            of(findings, "s", ("benefit_behind", "B1", "act", "")),
        ],
        ignore_index=True,
    )  # fmt: skip
    first, second = common_matters(both, plan_method(), NAMES)
    assert first.sentence == "2 benefits of 2 business units come late or smaller"
    assert (dict(first.business_units), first.owners, len(first.findings)) == ({"r": 2, "s": 1}, ("Ann",), 3)
    assert second.sentence == "1 measure of Retail misses its target, or is likely to"


def test_the_most_severe_stands_first_and_on_one_business_units_own_page_it_isnt_named(findings):
    own = of(findings, "r", ("late", "P1", "watch", ""), ("late", "P2", "watch", ""), ("target_missed", "M1", "act", ""))
    assert [one.sentence for one in common_matters(own, plan_method(), {})] == [
        "1 measure misses its target, or is likely to",
        "2 projects are late, dear or in doubt",
    ]


def test_what_belongs_to_no_matter_is_not_lost(findings):
    odd = of(findings, "r", ("never_heard_of", "X", "act", ""), ("plan_over_effort", "", "act", ""))
    (only,) = common_matters(odd, plan_method(), NAMES)
    assert (only.sentence, len(only.findings)) == ("2 other findings of Retail", 2)
    assert common_matters(odd.head(0), plan_method(), NAMES) == ()
