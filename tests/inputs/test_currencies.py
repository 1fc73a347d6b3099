"""Other currencies: converted once at the stated rate, kept as given, and refused without a rate."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pmobook.errors import ProblemsFound
from pmobook.inputs.currencies import convert_amounts, find_unknown_currencies
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.exchange_rates import ExchangeRate
from pmobook.inputs.pack import read_history, read_pack
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.vocabulary import Quarter

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
PROJECTS = [{"project_id": "P1", "title": "Returns", "stage": "executing"}]
RATE = "organisation: Example Stores\nmoney: {currency: GBP, rates: {USD: {rate: 0.75, dated: 2026-09-30, source: Treasury}}}\n"


def cost(period: str, planned: str, currency: str = "") -> dict[str, str]:
    return {"project_id": "P1", "period": period, "planned_value": planned, "actual_cost": "4", "currency": currency}


@pytest.fixture
def rated(engagement):
    """The tiny engagement, which now states what a dollar is worth."""
    (engagement.folder / "engagement.yaml").write_text(RATE, encoding="utf-8")
    return open_engagement(engagement.folder)


def test_every_reader_of_a_pack_sees_the_engagements_money_and_what_was_given_is_kept(rated, write_csv_pack):
    write_csv_pack({"projects": PROJECTS, "project_costs": [cost("2026-07", "8", "usd "), cost("2026-08", "8")]})
    frame = read_pack(rated, "retail", Q3).form("project_costs")
    assert frame["planned_value"].tolist() == [6, 8]
    assert frame["actual_cost"].tolist() == [3, 4]
    assert frame["earned_value"].isna().all()
    assert frame["planned_value_as_given"].tolist() == [8, 8]
    assert frame["rate"].tolist() == [0.75, 1]
    assert frame["currency"].tolist()[0] == "usd"
    assert frame.columns[-1] == "row"


def test_only_benefits_in_money_are_converted(rated, write_csv_pack):
    row = {"benefit_id": "B1", "project_id": "P1", "title": "Fewer calls", "kind": "cashable", "unit_of_measure": "Money",
           "period": "2026Q3", "planned": "100", "currency": "USD"}  # fmt: skip
    other = {**row, "benefit_id": "B2", "unit_of_measure": "calls", "currency": ""}
    write_csv_pack({"projects": PROJECTS, "benefits": [row, other]})
    assert read_pack(rated, "retail", Q3).form("benefits")["planned"].tolist() == [75, 100]


def test_without_another_currency_the_form_keeps_its_columns(rated, write_csv_pack):
    write_csv_pack({"projects": PROJECTS, "project_costs": [cost("2026-07", "8", "GBP"), cost("2026-08", "8")]})
    frame = read_pack(rated, "retail", Q3).form("project_costs")
    assert list(frame) == list(empty_frame(form("project_costs")))
    assert frame["planned_value"].tolist() == [8, 8]


def test_history_holds_one_money_through_all_quarters(rated, write_csv_pack):
    write_csv_pack({"projects": PROJECTS, "project_costs": [cost("2026-04", "8")]}, "2026Q2")
    write_csv_pack({"projects": PROJECTS, "project_costs": [cost("2026-04", "8", "USD")]})
    history = read_history(rated, "retail", "project_costs", Q3).frame
    assert history["planned_value"].tolist() == [8, 6]


def test_a_new_rate_is_seen_although_the_pack_has_not_changed(engagement, rated, write_csv_pack):
    write_csv_pack({"projects": PROJECTS, "project_costs": [cost("2026-07", "8", "USD")]})
    assert read_pack(rated, "retail", Q3).form("project_costs")["planned_value"].tolist() == [6]
    (engagement.folder / "engagement.yaml").write_text(RATE.replace("0.75", "0.5"), encoding="utf-8")
    again = open_engagement(engagement.folder)
    assert read_pack(again, "retail", Q3).form("project_costs")["planned_value"].tolist() == [4]
    with pytest.raises(ProblemsFound, match="expected the engagement's GBP"):
        read_pack(engagement, "retail", Q3)


def test_an_unknown_currency_names_those_with_a_rate():
    rate = ExchangeRate(rate=0.9, dated=dt.date(2026, 9, 30), source="Treasury")
    frame = empty_frame(form("project_costs")).reindex([0]).assign(currency="CHF", row=2)
    (fault,) = find_unknown_currencies(form("project_costs"), frame, Money(currency="EUR", rates={"USD": rate, "SEK": rate}))
    assert (fault.row, fault.found) == (2, "'CHF'")
    assert fault.expected == "the engagement's EUR, or a currency with a rate: SEK, USD"


def test_forms_without_a_currency_stay_as_they_are():
    frame = empty_frame(form("risks"))
    assert find_unknown_currencies(form("risks"), frame, Money(currency="EUR")) == []
    assert_frame_equal(convert_amounts(form("risks"), frame, Money(currency="EUR")), frame)
    assert isinstance(convert_amounts(form("benefits"), empty_frame(form("benefits")), Money(currency="EUR")), pd.DataFrame)


@pytest.mark.parametrize(
    ("money", "words"),
    [
        ("{currency: GBP, rates: {GBP: {rate: 1, dated: 2026-09-30, source: a}}}", "rates of other currencies than GBP"),
        ("{currency: GBP, rates: {dollar: {rate: 1, dated: 2026-09-30, source: a}}}", "found 'dollar'"),
        ("{currency: GBP, rates: {USD: {rate: 0, dated: 2026-09-30, source: a}}}", "money > rates > USD > rate"),
        ("{currency: GBP, rates: {USD: {rate: 1, source: a}}}", "money > rates > USD > dated"),
        ("{currency: GBP, rates: {USD: {rate: 1, dated: 2026-09-30}}}", "money > rates > USD > source"),
    ],
)
def test_a_rate_without_value_date_or_source_is_refused(engagement, money, words):
    (engagement.folder / "engagement.yaml").write_text(f"organisation: Example\nmoney: {money}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        open_engagement(engagement.folder)
    assert words in str(refused.value)
