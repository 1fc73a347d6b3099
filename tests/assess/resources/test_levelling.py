"""Start dates under the limits of every role: published optima, plans by month, what is refused, what must always hold."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources import NoStartFits, level
from pmobook.errors import PmobookError, ProblemsFound

PUBLISHED = json.loads((Path(__file__).parent / "data" / "psplib.json").read_text("utf-8"))["instances"]


def by_month(rows):
    return pd.DataFrame(rows, columns=["project_id", "role", "period", "fte"])


def frame_of(published):
    roles = ["R1", "R2", "R3", "R4"]
    jobs = range(1, len(published["durations"]) + 1)
    frame = pd.DataFrame(published["demand"], columns=roles, index=pd.Index(jobs, name="activity"))
    frame.insert(0, "duration", published["durations"])
    links = [(job, after) for job, afters in zip(jobs, published["successors"], strict=True) for after in afters]
    return frame, dict(zip(roles, published["capacity"], strict=True)), links


def holds(found, frame, capacity, links):
    """Say whether starts keep links and capacity, counted period by period."""
    starts = found.starts
    for one, other in links:
        if starts[other] < starts[one] + frame["duration"][one]:
            return False
    for time in range(int(found.makespan)):
        running = frame[(starts <= time) & (time < starts + frame["duration"])]
        if any(running[role].sum() > there + 1e-9 for role, there in capacity.items()):
            return False
    return True


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda one: one["name"])
def test_published_projects_reach_their_proven_optimum(published):
    """Projects of PSPLIB come out at the makespan that is proven in the literature, proven again."""
    frame, capacity, links = frame_of(published)
    found = level(frame, capacity, links)
    assert (found.makespan, found.is_proven, found.gap) == (published["optimum"], True, 0)
    assert found.bound == found.value == published["optimum"]
    assert holds(found, frame, capacity, links)
    assert (found.status, found.objective) == ("proven optimal", "makespan")
    assert (
        found.sentence
        == f"32 activities take {published['optimum']} periods with the people there are; proven: no start dates do better."
    )


@pytest.mark.parametrize("shape", ["arrays", "successors", "frames", "column", "shuffled"])
def test_the_shape_and_order_of_the_input_change_nothing(shape):
    """Lists, dictionaries and frames, rows in any order: the same starts."""
    published = PUBLISHED[0]
    frame, capacity, links = frame_of(published)
    expected = level(frame, capacity, links).starts
    if shape == "arrays":
        found = level(published["durations"], published["capacity"], [(one - 1, other - 1) for one, other in links],
                      demand=np.array(published["demand"])).starts.set_axis(frame.index)  # fmt: skip
        assert level(frame, capacity, links).makespan == (found + frame["duration"]).max()
        return
    if shape == "successors":
        found = level(frame["duration"], capacity, dict(zip(frame.index, published["successors"], strict=True)),
                      demand=frame.drop(columns="duration"))  # fmt: skip
    elif shape == "frames":
        table = pd.DataFrame(links, columns=["before", "after"]).assign(lag=0)
        found = level(frame.to_dict("index"), pd.Series(capacity), table)
    elif shape == "column":
        found = level(frame.reset_index(), pd.DataFrame({"role": list(capacity), "fte": list(capacity.values())}), links)
    else:
        found = level(frame.sample(frac=1, random_state=3)[["R3", "duration", "R1", "R4", "R2"]], capacity, links[::-1])
    assert found.starts.sort_index().tolist() == expected.tolist()


def test_four_projects_at_four_tenths_are_levelled_two_by_two():
    """One analyst carries two at a time; the two ranked last wait, and what stands in the way is named."""
    found = level(by_month([(name, "Analyst", "2026-07", 0.4) for name in "DCBA"]), {"Analyst": 1}, ranking=list("ABCD"))
    assert found.starts.to_dict() == {"A": "2026-07", "B": "2026-07", "C": "2026-08", "D": "2026-08"}
    assert list(found.starts.index) == list("DCBA")
    assert (found.objective, found.value, found.is_proven, found.makespan) == ("delay", 3, True, 2)
    assert found.moves[0] == (
        "C starts 1 month later, in August 2026: in July 2026 it would need 0.4 of Analyst, of which 0.2 is left beside A and B."
    )
    assert found.use["Analyst"].to_dict() == {"2026-07": 0.8, "2026-08": 0.8}
    assert (
        found.sentence == "2 of 4 projects start later than planned, the last in August 2026; proven: no start dates do better."
    )


def test_decimals_fill_a_role_exactly():
    """Ten projects at a tenth fit into one."""
    demand = by_month([(f"P{number}", "Analyst", "2026-07", 0.1) for number in range(10)])
    found = level(demand, {"Analyst": 1})
    assert found.value == 0
    assert found.sentence == "Every project can start as planned; proven: no start dates do better."


def test_a_project_moves_with_its_profile():
    """What a project needs in its third month it still needs in its third month after the move."""
    rows = [("A", "Analyst", "2026-07", 1), ("B", "Analyst", "2026-07", 1), ("B", "Tester", "2026-09", 2)]
    found = level(by_month(rows), {"Analyst": 1, "Tester": 2}, ranking=["A", "B"])
    assert found.starts["B"] == "2026-08"
    assert found.finishes["B"] == "2026-10"
    assert found.use["Tester"].to_dict() == {"2026-07": 0, "2026-08": 0, "2026-09": 0, "2026-10": 2}


def test_capacity_may_differ_from_month_to_month():
    """Nobody in August: the second project waits until September; then as in the last month given, or nobody."""
    capacity = pd.DataFrame({"role": "Analyst", "period": ["2026-07", "2026-08", "2026-09"], "fte": [1, 0, 1]})
    demand = by_month([(name, "Analyst", "2026-07", 1) for name in "ABC"])
    found = level(demand, capacity, ranking=["A", "B", "C"])
    assert found.starts.tolist() == ["2026-07", "2026-09", "2026-10"]
    with pytest.raises(NoStartFits, match="too few people in the periods given"):
        level(demand, capacity, ranking=["A", "B", "C"], beyond="nothing")


def test_links_and_lags_are_kept():
    """A project that requires another starts after it; the form of project links says the same."""
    rows = [(name, "Analyst", month, 0.1) for name in "AB" for month in ("2026-07", "2026-08")]
    found = level(by_month(rows), {"Analyst": 1}, [("A", "B", 1)])
    assert found.starts["B"] == "2026-10"
    assert "it waits for A" in found.moves[0]
    form = pd.DataFrame({"project_id": ["B", "A"], "link": ["requires", "excludes"], "other_project_id": ["A", "B"]})
    assert level(by_month(rows), {"Analyst": 1}, form).starts["B"] == "2026-09"
    assert level([3, 3], {}, [(0, 1, -2)]).starts.tolist() == [0, 1]


def test_planned_starts_and_deadlines_come_from_the_projects():
    """A project is not brought forward; a deadline goes before rank."""
    projects = pd.DataFrame({"project_id": ["A", "B"], "planned_start": ["2026-07", "2026-07"], "deadline": [None, "2026-07"]})
    demand = by_month([("A", "Analyst", "2026-07", 1), ("B", "Analyst", "2026-07", 1)])
    found = level(projects, {"Analyst": 1}, demand=demand, ranking=["A", "B"])
    assert found.starts.tolist() == ["2026-08", "2026-07"]


def test_deadlines_that_cannot_be_kept_together_are_named():
    """What is missed at the least is said."""
    projects = pd.DataFrame({"project_id": ["A", "B"], "deadline": ["2026-07", "2026-07"]})
    demand = by_month([("A", "Analyst", "2026-07", 1), ("B", "Analyst", "2026-07", 1)])
    with pytest.raises(NoStartFits, match="missed by 1 period in sum at the least"):
        level(projects, {"Analyst": 1}, demand=demand)
    with pytest.raises(NoStartFits, match="A finishes 1 period late"):
        level({"A": {"duration": 3, "deadline": 2}}, {})


def test_what_no_start_can_mend_is_named():
    """A project that needs more than there ever is, and what waits for it, are refused, or left out and named."""
    rows = [("A", "Analyst", "2026-07", 3), ("B", "Analyst", "2026-07", 1), ("C", "Analyst", "2026-07", 1)]
    with pytest.raises(NoStartFits, match=r"A needs 3 of Analyst; there are never more than 2"):
        level(by_month(rows), {"Analyst": 2}, [("A", "B")])
    found = level(by_month(rows), {"Analyst": 2}, [("A", "B")], leave_out=True)
    assert found.unmendable["project_id"].tolist() == ["A", "B"]
    assert found.starts.isna().tolist() == [True, True, False]
    assert found.notes[1] == "Left out: B waits for A, which can't be staffed."


def test_a_need_not_assessed_is_refused_or_left_out():
    """It is never nothing."""
    rows = by_month([("A", "Analyst", "2026-07", None), ("B", "Analyst", "2026-07", 1)])
    with pytest.raises(ProblemsFound, match="activity A, Analyst: found a need that is not assessed"):
        level(rows, {"Analyst": 1})
    found = level(rows, {"Analyst": 1}, leave_out=True)
    assert found.not_assessed == (("A", "needs of Analyst are not assessed"),)
    assert found.starts.isna().tolist() == [True, False]


def test_everything_wrong_is_named_at_once():
    """Durations, roles, links, capacity."""
    frame = pd.DataFrame({"duration": [1.5, 2, None], "R1": [1, -1, 2], "R9": [0, 1, 0]}, index=["a", "b", "c"])
    with pytest.raises(ProblemsFound) as raised:
        level(frame, {"R1": -2}, [("a", "x"), ("b", "b")])
    text = str(raised.value)
    for part in ("capacity of R1: found -2", "activity a, column duration: found '1.5'", "activity b, column R1: found -1",
                 "activity c, column duration: found nothing", "column role: found 'R9'", "'x'", "waits for itself"):  # fmt: skip
        assert part in text
    with pytest.raises(ProblemsFound, match="links: found b - a - b, expected no activity that waits for itself"):
        level({"a": 1, "b": 1}, {}, [("a", "b"), ("b", "a")])
    with pytest.raises(ProblemsFound, match="activity a: found a second row"):
        level(frame.iloc[[1]].set_axis(["a"]).loc[["a", "a"]].abs(), {"R1": 1, "R9": 1})


def test_a_month_without_capacity_is_named():
    """Only where the role can be needed."""
    capacity = pd.DataFrame({"role": "Analyst", "period": ["2026-07", "2026-09"], "fte": [1, 1]})
    with pytest.raises(ProblemsFound, match="capacity of Analyst: found no amount for 2026-08"):
        level(by_month([("A", "Analyst", "2026-07", 1)]), capacity)
    assert level(by_month([("A", "Analyst", "2026-09", 1)]), capacity).starts.tolist() == ["2026-09"]


def test_words_and_limits_that_mean_nothing_are_refused():
    """The message says what would."""
    with pytest.raises(PmobookError, match="activities: found NoneType"):
        level(None, {})
    with pytest.raises(PmobookError, match="'delay' or 'makespan'"):
        level([1], {}, objective="cheap")
    with pytest.raises(PmobookError, match="'last' or 'nothing'"):
        level([1], {}, beyond="2027")
    with pytest.raises(PmobookError, match="above 0; found 0 seconds"):
        level([1], {}, time_limit=0)


def test_nothing_to_schedule_is_no_error():
    """An empty table takes no time."""
    found = level(pd.DataFrame({"duration": []}), {})
    assert (found.makespan, found.is_proven, found.sentence) == (0, True, "There is nothing to schedule.")


def test_an_answer_cut_short_carries_its_bound():
    """Next to no effort: the plan still holds, and the gap is what value and bound say."""
    frame, capacity, links = frame_of(PUBLISHED[2])
    found = level(frame, capacity, links, effort=1e-4)
    assert holds(found, frame, capacity, links)
    assert found.bound <= PUBLISHED[2]["optimum"] <= found.makespan
    assert found.gap == pytest.approx((found.value - found.bound) / found.value)
    assert found.is_proven == (found.gap == 0)


@st.composite
def small_cases(draw):
    count = draw(st.integers(1, 4))
    durations = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    needs = draw(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=count, max_size=count))
    pairs = [pair for pair in itertools.combinations(range(count), 2) if draw(st.booleans())]
    frame = pd.DataFrame(needs, columns=["X", "Y"])
    frame.insert(0, "duration", durations)
    return frame, {"X": draw(st.integers(3, 4)), "Y": 3}, pairs


def every_plan(frame, capacity, links):
    """Yield the starts of every plan that keeps links and capacity."""
    horizon = int(frame["duration"].sum())
    for starts in itertools.product(range(horizon + 1), repeat=len(frame)):
        if any(starts[other] < starts[one] + frame["duration"][one] for one, other in links):
            continue
        ends = [start + length for start, length in zip(starts, frame["duration"], strict=True)]
        busy = (
            sum(frame[role][at] for at in range(len(starts)) if starts[at] <= time < ends[at]) <= capacity[role]
            for time in range(horizon + 1) for role in capacity
        )  # fmt: skip
        if all(busy):
            yield starts, max(ends)


@settings(max_examples=15, deadline=None)
@given(case=small_cases(), objective=st.sampled_from(["makespan", "delay"]))
def test_no_plan_of_all_is_better(case, objective):
    """Against every plan tried; and never worse than placing by rank."""
    frame, capacity, links = case
    ranking = list(frame.index)
    found = level(frame, capacity, links, objective=objective, ranking=ranking)
    weights = [len(ranking) - place for place in range(len(ranking))]
    values = [
        end if objective == "makespan" else sum(weight * start for weight, start in zip(weights, starts, strict=True))
        for starts, end in every_plan(frame, capacity, links)
    ]
    assert (found.value, found.is_proven) == (min(values), True)
    assert found.value <= found.value_by_rank
    assert holds(found, frame, capacity, links)
