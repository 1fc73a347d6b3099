"""Service by rank: the known answer, both ways, what is not assessed, what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources import allocate_by_rank, balance
from pmobook.errors import PmobookError, ProblemsFound

RANKED = ["A", "B", "C", "D"]
NEED = st.tuples(st.sampled_from(RANKED), st.sampled_from(["X", "Y"]), st.integers(1, 3), st.integers(0, 12))


def demand_of(rows):
    return pd.DataFrame(rows, columns=["project_id", "role", "period", "fte"]).astype({"fte": "float64"})


def test_the_third_of_four_projects_is_short(capacity, four_projects):
    """One analyst, four projects at .4: the third gets .2, the fourth nothing."""
    found = allocate_by_rank(capacity, four_projects, RANKED)
    assert found.table["given"].tolist() == [0.4, 0.4, 0.2, 0.0]
    assert found.table["short"].tolist() == [0.0, 0.0, 0.2, 0.4]
    assert found.short == ("C", "D")
    assert found.by_project["standing"].tolist() == ["served", "served", "short", "gets nothing"]
    assert found.sentences[0] == "C (rank 3) is short of 0.2 person-months: 0.2 of Analyst in July 2026."
    assert found.left.set_index(["role", "period"]).loc[("Analyst", "2026-07"), "left"] == 0


def test_all_or_nothing_passes_what_is_left_to_the_next(capacity):
    """A project that does not fit into a month leaves its people to one that does."""
    needs = demand_of([("A", "Analyst", "2026-07", 0.8), ("B", "Analyst", "2026-07", 0.4), ("C", "Analyst", "2026-07", 0.2)])
    found = allocate_by_rank(capacity, needs, ["A", "B", "C"], way="all or nothing")
    assert found.table["given"].tolist() == [0.8, 0, 0.2]
    assert found.short == ("B",)
    assert "gets nobody" in found.notes[0]


def test_all_or_nothing_looks_at_every_role_of_the_month():
    """Without a manager an analyst is no use; the month after is served."""
    needs = demand_of([("A", "Analyst", "2026-07", 1), ("A", "Manager", "2026-07", 3), ("A", "Analyst", "2026-08", 1),
                       ("B", "Analyst", "2026-07", 1)])  # fmt: skip
    found = allocate_by_rank({"Analyst": 1, "Manager": 2}, needs, ["A", "B"], way="all or nothing")
    assert found.table["given"].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    "ranking",
    [{"D": 1, "C": 2, "B": 3, "A": 4}, pd.Series({"A": 40, "B": 30, "C": 20, "D": 10}), ["D", "C", "B", "A"],
     np.array(list("DCBA")), pd.Series(list("DCBA")), pd.DataFrame({"project_id": RANKED, "rank": [4, 3, 2, 1]}),
     pd.DataFrame({"project_id": list("DCBA")})],
)  # fmt: skip
def test_a_ranking_may_come_in_many_shapes(capacity, four_projects, ranking):
    """The project ranked first is served first."""
    assert allocate_by_rank(capacity, four_projects, ranking).short == ("B", "A")


def test_ids_may_be_numbers(four_projects):
    """Ids come back as they were handed in."""
    found = allocate_by_rank({"Analyst": 1}, four_projects.assign(project_id=[1, 2, 3, 4]), [4, 3, 2, 1])
    assert found.short == (2, 1)


def test_a_need_not_assessed_makes_what_follows_the_most(capacity):
    """Lower ranks get at most what is left; the project itself is not assessed."""
    needs = demand_of([("A", "Analyst", "2026-07", None), ("B", "Analyst", "2026-07", 0.4)])
    found = allocate_by_rank(capacity, needs, ["A", "B"])
    assert np.isnan(found.table["given"][0])
    assert found.table["note"].tolist() == [
        "Not assessed: the need is not known.", "At most: what a higher rank needs is not known.",
    ]  # fmt: skip
    assert found.by_project["standing"].tolist() == ["not assessed", "served"]
    assert found.sentence == "No project is known to go short; 1 project not assessed."


def test_capacity_that_is_missing_is_refused_or_not_assessed(four_projects):
    """As for the balance."""
    other = pd.DataFrame({"role": ["Analyst"], "period": ["2026-08"], "fte": [1]})
    with pytest.raises(ProblemsFound, match="no row for 2026-07"):
        allocate_by_rank(other, four_projects, RANKED)
    found = allocate_by_rank(other, four_projects, RANKED, missing_capacity="not assessed")
    assert found.table["given"].isna().all()
    assert found.short == ()


def test_everybody_served_is_said(capacity, four_projects):
    """A project ranked that needs nobody has its row."""
    found = allocate_by_rank(capacity, four_projects.head(2), RANKED)
    assert found.sentence == "Every project gets the people that it needs."
    assert found.by_project["standing"].tolist() == ["served", "served", "needs nobody", "needs nobody"]


def test_a_project_without_a_rank_is_named(capacity, four_projects):
    """Nobody is served by accident."""
    with pytest.raises(ProblemsFound, match="found 'D', expected a project that is known"):
        allocate_by_rank(capacity, four_projects, ["A", "B", "C"])


def test_ranks_that_tie_or_are_missing_are_named(capacity, four_projects):
    """Who is served first is a decision, not an accident."""
    with pytest.raises(ProblemsFound, match="rank of B: found 1, as for A, expected each rank once"):
        allocate_by_rank(capacity, four_projects, {"A": 1, "B": 1, "C": None, "D": 4})
    with pytest.raises(ProblemsFound, match="A twice"):
        allocate_by_rank(capacity, four_projects, ["A", "B", "A", "C", "D"])


def test_an_unknown_way_is_refused(capacity, four_projects):
    """Both ways are named."""
    with pytest.raises(PmobookError, match="'partial' or 'all or nothing'"):
        allocate_by_rank(capacity, four_projects, RANKED, way="fair")


@settings(max_examples=15, deadline=None)
@given(
    needs=st.lists(NEED, max_size=12, unique_by=lambda row: row[:3]),
    there=st.integers(0, 20), way=st.sampled_from(["partial", "all or nothing"]), seed=st.integers(0, 99),
)  # fmt: skip
def test_nobody_gets_more_than_asked_or_than_there_is(needs, there, way, seed):
    """Given lies between 0 and asked, sums within capacity; partial service is short by exactly the deficit."""
    demand = demand_of([(project, role, period, tenths / 10) for project, role, period, tenths in needs])
    capacity = {"X": there / 10, "Y": there / 10}
    found = allocate_by_rank(capacity, demand, RANKED, way=way)
    assert found.table["given"].between(0, found.table["asked"]).all()
    assert found.left["left"].ge(0).all()
    deficit = balance(capacity, demand).total_deficit
    short = round(found.table["short"].sum(), 9)
    assert short == deficit if way == "partial" else short >= deficit
    again = allocate_by_rank(capacity, demand.sample(frac=1, random_state=seed), RANKED, way=way)
    pd.testing.assert_frame_equal(found.table, again.table)
