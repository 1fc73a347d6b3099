import math

import pandas as pd
import pytest

from pmobook.assess.benefits import add_up_benefits
from pmobook.errors import ProblemsFound

NAMES = ("benefit_status", "benefit_periods", "investment")


@pytest.fixture(scope="session")
def together(assess):
    """Add up registers by business unit."""

    def run(units, quarter="2026Q3"):
        got = {unit: assess(benefits) for unit, benefits in units.items()}
        return add_up_benefits(
            *(
                pd.concat([getattr(one, name).assign(business_unit=unit, quarter=quarter) for unit, one in got.items()],
                          ignore_index=True)
                for name in NAMES
            )
        )  # fmt: skip

    return run


def test_business_units_stand_side_by_side_and_only_money_is_added(together, row_of):
    got = together(
        {
            "retail": {
                "B1": {"planned": [10], "actual": [5]},
                "B2": {"planned": [99], "actual": [1], "unit_of_measure": "hours"},
            },
            "wealth": {"B1": {"planned": [10], "actual": [10], "title": "Other", "owner": None}},
        }
    )
    retail = row_of(got.by_business_unit, "business_unit", "retail")
    assert (retail["benefits"], retail["behind"], retail["realised_share"], retail["planned"]) == (2, 2, 0.5, 10)
    assert math.isnan(retail["npv"])
    assert got.headline == "2 business units together realised 75% of the benefits in money that were due and reported"
    assert got.waterfall["amount"].tolist()[0] == 20
    assert [one.finding_id for one in got.findings] == ["benefit_without_owner"]


def test_a_benefit_that_two_business_units_claim_is_named_once(together):
    told = {"planned": [10, 20], "actual": [1, 1], "title": "Fewer calls about returns"}
    got = together({"retail": {"B1": told, "B2": {**told, "project_id": "P2"}}, "wealth": {"B1": told}})
    pairs = got.double_claims[["business_unit", "benefit_id", "other_business_unit", "other_benefit_id"]]
    assert sorted(pairs.to_numpy().tolist()) == [["retail", "B1", "wealth", "B1"], ["retail", "B2", "wealth", "B1"]]
    assert {one.kind for one in got.findings} == {"double_counting"}
    assert "of retail and" in got.findings[0].sentence


def test_without_benefits_nothing_is_assessed(together):
    got = together({"retail": {}})
    assert got.headline == "Benefits are not assessed: no business unit handed them in"
    assert got.by_business_unit.empty
    assert got.waterfall.empty
    assert got.findings == ()


def test_rows_of_two_quarters_are_refused(assess):
    got = assess({"B1": {"planned": [10], "actual": [5]}})
    status = pd.concat([got.benefit_status.assign(business_unit="a", quarter=quarter) for quarter in ("2026Q2", "2026Q3")])
    with pytest.raises(ProblemsFound, match="found rows of 2026Q2 and 2026Q3, expected rows of one quarter"):
        add_up_benefits(status, got.benefit_periods.assign(business_unit="a"), got.investment.assign(business_unit="a"))


def test_a_title_that_very_many_use_names_no_pair_by_itself_and_that_is_said(assess):
    """Forty business units save costs, each another amount but for the first two."""
    got = assess({"B1": {"planned": [1, 2, 3, 4], "actual": [1, 1, 1, 1], "title": "Cost savings"}})
    whole = []
    for name in NAMES:
        copies = [getattr(got, name).assign(business_unit=f"unit_{number:02d}", quarter="2026Q3") for number in range(40)]
        if name == "benefit_periods":
            copies = [one.assign(planned=one["planned"] * max(number, 1)) for number, one in enumerate(copies)]
        whole.append(pd.concat(copies, ignore_index=True))
    found = add_up_benefits(*whole)
    assert found.double_claims[["business_unit", "other_business_unit"]].to_numpy().tolist() == [["unit_00", "unit_01"]]
    (note,) = [one for one in found.findings if one.finding_id == "common_titles"]
    assert note.sentence.startswith("40 benefits have titles that more than 30 others resemble: such a title alone names no")
