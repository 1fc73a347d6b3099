"""Surplus and deficit by role and month: known answers, spreads, what is missing, what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources import balance
from pmobook.errors import PmobookError, ProblemsFound

from .conftest import capacity_of

AMOUNT = st.one_of(st.none(), st.integers(0, 30).map(lambda tenths: tenths / 10))
NEEDS = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["Analyst", "Manager"]), st.sampled_from(["2026-07", "2026-08"])),
    AMOUNT, max_size=8,
)  # fmt: skip


def demand_of(needs):
    return pd.DataFrame([(*key, fte) for key, fte in needs.items()], columns=["project_id", "role", "period", "fte"]).astype(
        {"fte": "float64"}
    )


def test_four_projects_on_one_analyst_are_six_tenths_short(capacity, four_projects):
    """4 x .4 on 1: deficit .6 person-months, utilisation 160 %; the managers have nothing to do."""
    found = balance(capacity, four_projects)
    row = found.table.set_index(["role", "period"]).loc[("Analyst", "2026-07")]
    assert (row["demand"], row["balance"], row["surplus"], row["deficit"], row["utilisation"]) == (1.6, -0.6, 0, 0.6, 1.6)
    assert (found.total_deficit, found.total_surplus) == (0.6, 5)
    assert found.sentence == "0.6 person-months are missing: most of Analyst, 0.6 in July 2026."
    assert found.by_role.set_index("role").loc["Analyst", ["months_short", "deficit", "surplus"]].tolist() == [1, 0.6, 1]


def test_a_surplus_in_one_month_mends_no_deficit_in_another():
    """Surplus and deficit are added up apart."""
    needs = demand_of({("A", "Analyst", "2026-07"): 1.5, ("A", "Analyst", "2026-08"): 0.5})
    found = balance(capacity_of({("Analyst", "2026-07"): 1, ("Analyst", "2026-08"): 1}), needs)
    assert (found.total_deficit, found.total_surplus) == (0.5, 0.5)
    assert found.matrix().loc["Analyst"].tolist() == [-0.5, 0.5]


def test_decimals_add_up_exactly():
    """.1 three times on .3, and a sixth six times on 1, leave nothing and lack nothing."""
    third = demand_of({(name, "Analyst", "2026-07"): 0.1 for name in "ABC"})
    sixth = demand_of({(name, "Analyst", "2026-07"): 1 / 6 for name in "ABCDEF"})
    for there, needs in ((0.3, third), (1, sixth)):
        found = balance({"Analyst": there}, needs)
        assert (found.total_deficit, found.total_surplus, found.table["utilisation"].tolist()) == (0, 0, [1.0])


def test_a_quarter_holds_in_each_of_its_months_and_says_so():
    """Two full-time equivalents in a quarter are six person-months."""
    needs = pd.DataFrame({"project_id": ["A"], "role": ["Analyst"], "period": ["2026Q3"], "fte": [2.0]})
    found = balance(capacity_of({("Analyst", "FY2026/27"): 3}), needs)
    assert found.by_role.loc[0, ["months", "capacity", "demand"]].tolist() == [12, 36, 6]
    assert found.notes == (
        "1 row of the capacity given by financial year: the same full-time equivalents in each of its months.",
        "1 row of the demand given by quarter: the same full-time equivalents in each of its months.",
    )


def test_what_is_not_assessed_is_never_zero(capacity):
    """A need that is not known leaves the balance open; what is short already is said."""
    needs = demand_of({("A", "Analyst", "2026-07"): None, ("B", "Analyst", "2026-07"): 1.2, ("B", "Manager", "2026-07"): 1})
    found = balance(capacity, needs)
    row = found.table.set_index(["role", "period"]).loc[("Analyst", "2026-07")]
    assert row[["balance", "surplus", "deficit", "utilisation"]].isna().all()
    assert (row["demand"], row["needs_not_assessed"], row["least_deficit"]) == (1.2, 1, 0.2)
    assert row["note"] == "Not assessed: 1 need not known. At least 0.2 short."
    assert found.months_not_assessed == (("Analyst", "2026-07"),)
    assert found.total_deficit == 0
    assert found.sentence.endswith("1 month of a role not assessed.")


def test_capacity_not_assessed_is_no_capacity_of_zero():
    """Its month is left out of every sum."""
    found = balance(capacity_of({("Analyst", "2026-07"): "not assessed"}), demand_of({("A", "Analyst", "2026-07"): 1}))
    assert found.table["deficit"].isna().all()
    assert found.by_role[["capacity", "deficit", "utilisation"]].isna().all(axis=None)
    assert found.sentence == "Whether there are enough people is not assessed."


def test_a_role_with_nobody_lacks_all_that_is_needed():
    """A capacity of zero is known; a share of it is not."""
    found = balance({"Analyst": 0}, demand_of({("A", "Analyst", "2026-07"): 1}))
    assert found.table["deficit"].tolist() == [1]
    assert found.table["utilisation"].isna().all()
    assert found.table["note"].tolist() == ["Nobody of the role is there."]


def test_a_month_without_capacity_is_a_named_problem(capacity):
    """Role and month are named; asked to, it is kept as not assessed instead."""
    needs = demand_of({("A", "Analyst", "2026-09"): 1, ("A", "Manager", "2026-07"): 1})
    with pytest.raises(ProblemsFound, match="capacity of Analyst: found no row for 2026-09"):
        balance(capacity, needs)
    found = balance(capacity, needs, missing_capacity="not assessed")
    assert [problem.where for problem in found.problems] == ["capacity of Analyst"]
    assert found.months_not_assessed == (("Analyst", "2026-09"),)
    assert found.total_deficit == 0


def test_an_unknown_role_is_named_with_the_nearest(capacity):
    """A role spelt differently is not a role without people."""
    with pytest.raises(ProblemsFound, match=r"'Analist'.*Did you mean Analyst"):
        balance(capacity, demand_of({("A", "Analist", "2026-07"): 1}))


def test_an_unknown_project_is_named_with_the_nearest(capacity, four_projects):
    """Where the projects are known, demand of any other is refused."""
    with pytest.raises(ProblemsFound, match="found 'D', expected a project that is known"):
        balance(capacity, four_projects, projects=["A", "B", "C"])


def test_every_bad_amount_is_named_at_once(capacity, four_projects):
    """Negative, no number, infinite, a second row, no period: one message."""
    bad = pd.concat([capacity, capacity_of({("Analyst", "2026-07"): 1})], ignore_index=True).astype(object)
    bad.loc[0, "fte"], bad.loc[1, "fte"], bad.loc[2, "fte"], bad.loc[3, "period"] = -1, "two", np.inf, None
    with pytest.raises(ProblemsFound) as raised:
        balance(bad, four_projects.assign(fte=[True, 1, 1, 1]).astype(object))
    text = str(raised.value)
    assert "capacity, row 1, column fte (Analyst): found -1, expected 0 or more" in text
    for part in ("'two'", "'inf'", "row 4, column period", "a second amount beside row 1", "'True'"):
        assert part in text
    assert len(raised.value.problems) == 6


def test_a_table_without_its_columns_is_refused():
    """The message lists the columns."""
    with pytest.raises(PmobookError, match=r"lacks fte\. Give it the columns role, period, fte"):
        balance(pd.DataFrame({"role": ["Analyst"]}), demand_of({}))
    with pytest.raises(PmobookError, match="found int"):
        balance(3, demand_of({}))


def test_months_and_numbers_do_not_mix(capacity):
    """Numbers of periods are compared with numbers only."""
    with pytest.raises(ProblemsFound, match="months in one and numbers in the other"):
        balance(capacity, pd.DataFrame({"project_id": ["A"], "role": ["Analyst"], "period": [1], "fte": [1]}))


def test_no_demand_leaves_everybody_free(capacity):
    """Nothing needed, nothing short."""
    found = balance(capacity, demand_of({}))
    assert (found.total_deficit, found.total_surplus) == (0, 6)
    assert found.sentence == "There are enough people in every month assessed; 6 person-months are free (100% of the capacity)."


def test_nothing_at_all_is_not_assessed():
    """Two empty tables say nothing about people."""
    found = balance(capacity_of({}), demand_of({}))
    assert (len(found.table), found.sentence) == (0, "Whether there are enough people is not assessed.")


@settings(max_examples=15, deadline=None)
@given(needs=NEEDS, there=st.lists(AMOUNT, min_size=4, max_size=4), seed=st.integers(0, 99))
def test_balance_is_what_is_left_whatever_the_order(needs, there, seed):
    """Surplus less deficit is capacity less demand; rows in another order give the same."""
    pairs = [(role, month) for role in ("Analyst", "Manager") for month in ("2026-07", "2026-08")]
    capacity, demand = capacity_of(dict(zip(pairs, there, strict=True))), demand_of(needs)
    found = balance(capacity, demand)
    again = balance(capacity.sample(frac=1, random_state=seed), demand.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(found.table, again.table)
    known = found.table[found.table["balance"].notna()]
    assert np.allclose(known["surplus"] - known["deficit"], known["capacity"] - known["demand"])
    assert not (known["surplus"].gt(0) & known["deficit"].gt(0)).any()
    for role, month in found.months_not_assessed:
        where = [needs[key] for key in needs if key[1:] == (role, month)]
        assert None in where or there[pairs.index((role, month))] is None
