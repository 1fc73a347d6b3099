"""The share of measures met and the expected loss are split by what the recorded rows themselves tell."""

import math

import pandas as pd
import pytest

from pmobook.assess.known_parts import parts_of_exposure, parts_of_share_met


def measures(**statuses):
    return pd.DataFrame({"business_unit": "retail", "measure_id": list(statuses), "status": list(statuses.values())})


def risks(**means):
    return pd.DataFrame({"business_unit": "retail", "risk_id": list(means), "mean": pd.Series(list(means.values()), dtype=float)})


def told(found):
    return found[["world", "evidence"]].to_numpy().tolist()


def test_a_measure_that_is_met_now_is_the_world():
    assert told(parts_of_share_met(measures(a="missed", b="met"), measures(a="met", b="met"))) == [[0.5, 0.0]]


def test_a_measure_that_is_assessed_now_is_the_evidence():
    """1 of 1 becomes 1 of 2 because b, not assessed before, is missed."""
    assert told(parts_of_share_met(measures(a="met", b="not assessed"), measures(a="met", b="missed"))) == [[0.0, -0.5]]


def test_a_measure_that_came_is_the_world():
    assert told(parts_of_share_met(measures(a="met"), measures(a="met", b="missed"))) == [[-0.5, 0.0]]


def test_without_a_measure_assessed_in_both_nothing_is_told():
    assert told(parts_of_share_met(measures(a="met"), measures(b="met"))) == []
    assert told(parts_of_share_met(measures(), measures())) == []


def test_a_risk_that_is_assessed_now_is_the_evidence_and_one_that_came_or_went_the_world():
    before, now = risks(a=1.0, b=math.nan, c=5.0, e=2.0), risks(a=1.5, b=4.0, d=7.0, e=math.nan)
    ((world, evidence),) = told(parts_of_exposure(before, now))
    assert evidence == pytest.approx(4 - 2)
    assert world == pytest.approx(0.5 - 5 + 7)
