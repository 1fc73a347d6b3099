"""Capacity and demand become an answer: who goes short, when projects can start, what mends it, and what is not known."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources.assessment import assess_resources
from pmobook.assess.resources.order import rank_projects
from pmobook.assess.tables import ALLOCATION, CAPACITY_BALANCE, START_DATES
from pmobook.errors import ProblemsFound
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.prices import Prices
from pmobook.method.resources import resources_method
from pmobook.vocabulary import Quarter

EUR = Money(currency="EUR")
NO_LINKS = pd.DataFrame(columns=["project_id", "link", "other_project_id"])
MONTHS = [f"2026-{month}" for month in ("10", "11", "12")] + [f"2027-0{month}" for month in range(1, 10)]


def projects_of(stages):
    return pd.DataFrame(
        {
            "project_id": list(stages),
            "title": [f"Project {one}" for one in stages],
            "stage": list(stages.values()),
            "sponsor": [f"Sponsor of {one}" for one in stages],
            "start": pd.NaT,
            "forecast_finish": pd.NaT,
        }
    )


def needs_of(*rows):
    return pd.DataFrame(
        [(project, role, month, fte) for project, role, months, fte in rows for month in months],
        columns=["project_id", "role", "period", "fte"],
    )


def there_of(role="Analyst", fte=1.0, months=MONTHS):
    return pd.DataFrame({"role": role, "period": months, "fte": fte})


def assess(capacity, demand, stages, links=NO_LINKS, prices=None, values=None, mandated=()):
    projects = projects_of(stages)
    order = rank_projects(projects, values, mandated)
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO")
    quarter = Quarter.parse("2026Q3")
    return assess_resources(capacity, demand, projects, links, order, quarter, resources_method(), unit, EUR, prices)


def sentences(found):
    return dict(zip(found.findings["finding_id"], found.findings["sentence"], strict=True))


def starts(found):
    return dict(zip(found.start_dates["project_id"], found.start_dates["start"], strict=True))


@pytest.fixture
def four():
    """Four projects, each of which needs .4 of the one analyst in October 2026; the third is short (hand-computed)."""
    demand = needs_of(*((one, "Analyst", MONTHS[:1], 0.4) for one in "ABCD"))
    return there_of(), demand, dict.fromkeys("ABCD", "selected")


def test_four_projects_at_four_tenths_of_one_analyst_leave_the_third_short(four):
    """1 - .4 - .4 = .2 is left for the third, nothing for the fourth."""
    found = assess(*four, values={"A": 4, "B": 3, "C": 2, "D": 1})
    assert found.allocation["given"].tolist() == [0.4, 0.4, 0.2, 0.0]
    assert found.capacity_balance["deficit"].sum() == pytest.approx(0.6)
    assert found.headline == ("In October 2026 Retail lacks 0.6 full-time equivalents of Analyst; 'Project D' goes short first")


def test_a_mandate_comes_before_value_and_a_project_without_value_comes_last_and_is_named(four):
    found = assess(*four, values={"B": 0.1, "C": 0.9}, mandated=["D"])
    assert found.order.ids == ("D", "C", "B", "A")
    assert "served last: the value of 'Project A'." in found.order.sentence


def test_a_project_that_has_not_begun_starts_once_people_are_free(four):
    found = assess(*four, values={"A": 4, "B": 3, "C": 2, "D": 1})
    assert starts(found) == {"A": "2026-10", "B": "2026-10", "C": "2026-11", "D": "2026-11"}
    later = found.start_dates.set_index("project_id").loc["C"]
    assert (later["standing"], later["months_later"], later["held_role"], later["held_in"]) == ("later", 1, "Analyst", "2026-10")
    assert "can start in November 2026, 1 month later than planned" in sentences(found)["project_starts_later:C"]


def test_a_project_under_way_keeps_its_dates_and_its_people():
    demand = needs_of(("A", "Analyst", MONTHS[:4], 1.0), ("B", "Analyst", MONTHS[:2], 0.5))
    found = assess(there_of(), demand, {"A": "executing", "B": "selected"}, values={"B": 1.0})
    assert found.start_dates.set_index("project_id")["standing"].to_dict() == {"B": "later", "A": "under way"}
    assert starts(found)["B"] == "2027-02"  # the first month after A's last


def test_a_project_waits_for_one_under_way_that_it_requires():
    demand = needs_of(("A", "Analyst", MONTHS[:3], 0.1), ("B", "Buyer", MONTHS[:2], 0.5))
    links = pd.DataFrame({"project_id": ["B"], "link": ["requires"], "other_project_id": ["A"]})
    capacity = pd.concat([there_of(), there_of("Buyer")], ignore_index=True)
    found = assess(capacity, demand, {"A": "executing", "B": "proposed"}, links)
    assert starts(found)["B"] == "2027-01"
    assert found.start_dates.set_index("project_id").loc["B", "reason"] == "Waits for Project A"


def test_months_up_to_the_quarter_are_history_and_those_beyond_the_look_ahead_are_left_out_in_words():
    capacity = there_of(months=["2026-09", *MONTHS, "2027-10"])
    demand = needs_of(("A", "Analyst", ["2026-09", "2026-10", "2027-10"], 5.0))
    found = assess(capacity, demand, {"A": "executing"})
    assert found.capacity_balance["period"].tolist() == MONTHS
    assert found.capacity_balance["deficit"].sum() == pytest.approx(4.0)
    assert any("beyond it are left out" in note for note in found.notes)


def test_the_cheapest_fix_takes_the_cheaper_way_and_has_a_price():
    """.5 lacking for twelve months: hiring costs .5 (12 x .01 + .02) = .07, contracting .5 x 12 x .02 = .12."""
    demand = needs_of(("A", "Analyst", MONTHS, 1.5))
    prices = Prices(dated=dt.date(2026, 1, 1), set_by="CFO", hire=0.01, hire_once=0.02, contract=0.02)
    found = assess(there_of(), demand, {"A": "executing"}, prices=prices)
    assert found.capacity_fixes[["way", "amount"]].to_numpy().tolist() == [["hire", 0.5]]
    assert found.capacity_fixes["price"].sum() == pytest.approx(0.07)
    assert "for EUR 70,000" in sentences(found)["capacity_fix"]


def test_only_a_project_that_has_not_begun_is_delayed_or_dropped():
    demand = needs_of(("A", "Analyst", MONTHS[:1], 0.8), ("B", "Analyst", MONTHS[:1], 0.8))
    prices = Prices(dated=dt.date(2026, 1, 1), set_by="CFO", delay=1.0, contract=9.0)
    stages = {"A": "executing", "B": "selected"}
    found = assess(there_of(), demand, stages, prices=prices)
    assert found.capacity_fixes[["way", "project_id"]].to_numpy().tolist() == [["delay", "B"]]


def test_without_prices_the_fix_is_in_person_months_and_says_so(four):
    found = assess(*four)
    assert found.capacity_fixes["price"].isna().all()
    assert found.capacity_fixes["amount"].sum() == pytest.approx(0.6)
    assert "What that costs is not assessed: engagement.yaml has no prices." in found.fix.sentence


def test_a_month_without_capacity_is_not_assessed_and_named_never_zero():
    demand = needs_of(("A", "Analyst", MONTHS[:2], 0.5))
    found = assess(there_of(months=MONTHS[:1]), demand, {"A": "selected"})
    assert found.capacity_balance["deficit"].isna().tolist() == [False, True]
    assert "people_not_assessed" in sentences(found)


def test_a_role_of_which_no_capacity_is_known_leaves_the_start_open():
    demand = needs_of(("A", "Buyer", MONTHS[:1], 0.5))
    found = assess(there_of(), demand, {"A": "selected"})
    assert found.start_dates["standing"].tolist() == ["not assessed"]
    assert "capacity of Buyer is not known" in sentences(found)["start_not_assessed:A"]


@pytest.mark.parametrize("missing", ["capacity", "demand"])
def test_a_form_without_rows_is_not_assessed_in_words(four, missing):
    capacity, demand, stages = four
    found = assess(
        capacity.iloc[:0] if missing == "capacity" else capacity, demand.iloc[:0] if missing == "demand" else demand, stages
    )
    assert f"is not assessed: the form {missing} holds nothing for the months from October 2026 on" in found.headline
    assert all(len(frame) == 0 for name, frame in found.tables.items() if name != "findings")
    assert found.findings["owner"].tolist() == ["Head of Retail PMO"]


@pytest.mark.parametrize(("column", "value", "words"), [("fte", -1.0, "0 or more"), ("project_id", "Z", "a project that is")])
def test_what_can_not_be_is_refused_in_words(four, column, value, words):
    capacity, demand, stages = four
    with pytest.raises(ProblemsFound, match=words):
        assess(capacity, demand.assign(**{column: value}).head(1), stages)


def test_the_same_forms_in_any_order_give_the_same_tables(four):
    capacity, demand, stages = four
    one = assess(capacity, demand, stages, values={"A": 1.0})
    other = assess(capacity.iloc[::-1], demand.iloc[::-1], stages, values={"A": 1.0})
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


def test_tables_have_exactly_the_columns_that_are_recorded(four):
    found = assess(*four)
    assert list(found.capacity_balance) == list(CAPACITY_BALANCE)
    assert list(found.allocation) == list(ALLOCATION)
    assert list(found.start_dates) == list(START_DATES)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(0, 20))
def test_what_is_given_and_short_adds_up_to_the_need_and_never_exceeds_what_is_there(tenths, available):
    names = [f"P{number}" for number in range(len(tenths))]
    demand = needs_of(*((name, "Analyst", MONTHS[:2], need / 10) for name, need in zip(names, tenths, strict=True)))
    found = assess(there_of(fte=available / 10), demand, dict.fromkeys(names, "selected"))
    rows = found.allocation
    assert (rows["given"] + rows["short"]).to_numpy() == pytest.approx(rows["needed"].to_numpy())
    assert (rows.groupby("period")["given"].sum() <= available / 10 + 1e-9).all()
    assert rows["short"].sum() == pytest.approx(found.capacity_balance["deficit"].sum())
