"""The cheapest fix: known mixes, every way, what has no price, what can't be mended, against every mix tried."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources import cheapest_fix
from pmobook.errors import ProblemsFound


def by_month(rows):
    return pd.DataFrame(rows, columns=["project_id", "role", "period", "fte"]).astype({"fte": "float64"})


def ways(fix):
    return fix.actions[["way", "project_id", "role", "period", "amount", "price"]].to_numpy().tolist()


def test_a_cheap_delay_and_a_little_contracting(four_projects):
    """Delaying one project costs less than contracting for it; the rest is contracted."""
    fix = cheapest_fix({"Analyst": 1}, four_projects, {"contract": 9000, "delay": {"C": 3000, "D": 1000}})
    assert ways(fix) == [["contract", "", "Analyst", "2026-07", 0.2, 1800], ["delay", "D", "", "2026-08", 1, 1000]]
    assert (fix.price, fix.is_proven, fix.status) == (2800, True, "proven cheapest")
    assert (fix.by_way["contract"], fix.by_way["delay"]) == (5400, 4000)
    assert np.isnan(fix.by_way["hire"])
    assert fix.sentence == (
        "Cheapest: contract 0.2 of Analyst in July 2026, delay D by 1 month; 2,800 in all, no other mix is cheaper."
    )
    assert fix.notes == ("Not considered, for want of a price: hire, drop.",)


def test_hiring_pays_where_the_shortage_lasts():
    """Two thousand a month for three months beside a contract at three thousand a month."""
    demand = by_month([("A", "Analyst", f"2026-{month:02}", 2) for month in (7, 8, 9)])
    fix = cheapest_fix({"Analyst": 1}, demand, {"hire": 2000, "contract": 3000})
    assert ways(fix) == [["hire", "", "Analyst", "2026-07", 1, 6000]]
    assert fix.actions.loc[0, ["until", "unit_of_measure"]].tolist() == ["2026-09", "full-time equivalents"]
    assert fix.by_way["contract"] == 9000


def test_dropping_takes_what_waits_for_it_along():
    """A project that requires one dropped is dropped too, and paid for."""
    demand = by_month([("A", "Analyst", "2026-07", 2), ("B", "Analyst", "2026-08", 1)])
    prices = {"drop": {"A": 10, "B": 5}, "contract": 100}
    assert cheapest_fix({"Analyst": 1}, demand, prices).price == 10
    assert cheapest_fix({"Analyst": 1}, demand, prices, links=[("A", "B")]).price == 15


def test_a_delay_takes_what_waits_for_it_along():
    """B can start only once A has finished."""
    demand = by_month([("A", "Analyst", "2026-07", 1), ("B", "Analyst", "2026-08", 1), ("C", "Analyst", "2026-07", 1)])
    fix = cheapest_fix({"Analyst": 1}, demand, {"delay": {"A": 1, "B": 1}}, links=[("A", "B")])
    assert ways(fix) == [["delay", "A", "", "2026-08", 1, 1], ["delay", "B", "", "2026-09", 1, 1]]


def test_without_prices_the_price_is_not_assessed(four_projects):
    """It is not zero."""
    fix = cheapest_fix({"Analyst": 1}, four_projects)
    assert np.isnan(fix.price)
    assert fix.status == "not assessed"
    assert fix.sentence == "0.6 person-months are missing; what mending it costs is not assessed: there are no prices."


def test_nothing_missing_costs_nothing(four_projects):
    """No action, no price, with or without prices."""
    fix = cheapest_fix({"Analyst": 2}, four_projects, {"contract": 1})
    assert (fix.price, fix.is_proven, len(fix.actions), fix.status) == (0, True, 0, "nothing to mend")


def test_what_cannot_be_mended_is_said():
    """Delaying does not help where a project needs more than there is."""
    fix = cheapest_fix({"Analyst": 1}, by_month([("A", "Analyst", "2026-07", 2)]), {"delay": 1})
    assert (fix.status, fix.is_proven) == ("can't be mended", False)
    assert np.isnan(fix.price)


def test_needs_not_assessed_make_it_the_least():
    """They are not mended, and that is said."""
    demand = by_month([("A", "Analyst", "2026-07", 2), ("B", "Analyst", "2026-08", None)])
    fix = cheapest_fix({"Analyst": 1}, demand, {"contract": 10})
    assert fix.price == 10
    assert fix.notes[-1] == "Needs that are not assessed are not mended: the price is the least it can be."


def test_prices_that_mean_nothing_are_refused(four_projects):
    """Negative, of something unknown, a way that is none."""
    prices = {"contract": {"Analist": 1}, "hire": -1, "drop": {"Z": 1}, "train": 5}
    with pytest.raises(ProblemsFound) as raised:
        cheapest_fix({"Analyst": 1}, four_projects, prices)
    text = str(raised.value)
    for part in ("Did you mean Analyst", "price of hire: found '-1'", "price of drop, Z", "prices: found 'train'"):
        assert part in text


@settings(max_examples=15, deadline=None)
@given(
    fte=st.lists(st.integers(1, 20), min_size=3, max_size=3), start=st.lists(st.integers(1, 2), min_size=3, max_size=3),
    delay=st.lists(st.integers(0, 9), min_size=3, max_size=3), drop=st.lists(st.integers(0, 30), min_size=3, max_size=3),
)  # fmt: skip
def test_no_mix_of_all_is_cheaper(fte, start, delay, drop):
    """Against every mix of delays and drops with the contracts that it still needs; one analyst, three projects of a month."""
    demand = by_month([(name, "Analyst", month, tenths / 10) for name, month, tenths in zip("ABC", start, fte, strict=True)])
    capacity = pd.DataFrame({"role": "Analyst", "period": [1, 2], "fte": [1, 1]})
    prices = {"contract": 10, "delay": dict(zip("ABC", delay, strict=True)), "drop": dict(zip("ABC", drop, strict=True))}
    fix = cheapest_fix(capacity, demand, prices, longest_delay=2)
    best = min(
        sum(drop[at] if one is None else one * delay[at] for at, one in enumerate(mix))
        + sum(
            max(sum(fte[at] for at, one in enumerate(mix) if one is not None and start[at] + one == month) - 10, 0)
            for month in range(1, 5)
        )
        for mix in itertools.product((None, 0, 1, 2), repeat=3)
    )
    assert fix.price == pytest.approx(best)
    assert fix.is_proven
    assert fix.price == pytest.approx(fix.actions["price"].sum())
