"""A dependency holds if the required project finishes by the day of the start; circles are named, unknown dates not judged."""

from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.roadmap.dependencies import find_circles


def states(found):
    return list(zip(found.links["as_planned"], found.links["as_levelled"], strict=True))


def test_a_start_on_the_day_of_the_finish_holds_and_a_day_before_breaks(plans):
    for finish, state in (("2027-01-04", "kept"), ("2027-01-05", "broken")):
        found = plans.draw(
            [plans.project("A", "2026-10-05", finish), plans.project("B", "2027-01-04", "2027-05-28")], [plans.requires("B", "A")]
        )
        assert states(found) == [(state, state)]


def test_levelling_may_mend_what_the_plan_breaks_and_break_what_it_keeps(plans):
    plan = [
        plans.project("A", "2026-10-05", "2027-01-29"),
        plans.project("B", "2027-01-04", "2027-05-28"),
        plans.project("C", "2027-02-01", "2027-03-31"),
    ]
    found = plans.draw(plan, [plans.requires("B", "A"), plans.requires("C", "A")], starts={"A": 0, "B": 1, "C": 0})
    assert states(found) == [("broken", "kept"), ("kept", "kept")]
    assert found.links["overlap_days"].tolist()[0] == 25
    found = plans.draw(plan, [plans.requires("C", "A")], starts={"A": 1})
    assert states(found) == [("kept", "broken")]
    said = found.findings["sentence"].tolist()
    assert said == [
        (
            "With the people there are, 'Project A' finishes on 28 February 2027; 'Project C', which requires it, "
            "would begin before, on 1 February 2027."
        )
    ]


def test_a_broken_dependency_is_for_the_sponsor_to_decide(plans):
    found = plans.draw(links=[plans.requires("B", "A")]).findings.set_index("finding_id").loc["dependency_broken:B"]
    assert (found["severity"], found["owner"]) == ("act", "Sponsor B")
    assert found["sentence"] == (
        "'Project B' is planned to begin on 4 January 2027, 25 days before 'Project A', which it requires, "
        "finishes on 29 January 2027."
    )


def test_what_levelling_mends_is_watched_with_its_new_start(plans):
    found = (
        plans.draw(links=[plans.requires("B", "A")], starts={"A": 0, "B": 1})
        .findings.set_index("finding_id")
        .loc["dependency_broken:B"]
    )
    assert found["severity"] == "watch"
    assert found["sentence"].endswith("With the people there are it begins on 4 February 2027, and the order holds.")


def test_a_gate_between_start_and_the_required_finish_is_named(plans):
    gates = [{"project_id": "B", "gate": name, "due_on": day} for name, day in
             (("G3", "2027-01-03"), ("G4", "2027-01-20"), ("G5", "2027-01-29"))]  # fmt: skip
    found = (
        plans.draw(links=[plans.requires("B", "A")], gates=gates).findings.set_index("finding_id").loc["gate_before_dependency:B"]
    )
    assert found["sentence"] == (
        "'Project B' has its gate 'G4' due from 20 January 2027, before 'Project A', "
        "which it requires, finishes on 29 January 2027."
    )


def test_a_project_that_breaks_several_dependencies_has_one_finding_with_the_worst_first(plans):
    others = [plans.project(key, "2026-10-05", f"2027-0{month}-15") for month, key in enumerate("ACDE", 2)]
    found = plans.draw([*others, plans.PLAN[1]], [plans.requires("B", key) for key in "ACDE"]).findings
    assert found["finding_id"].tolist() == ["dependency_broken:B"]
    said = found["sentence"].iloc[0]
    assert said.index("'Project E'") < said.index("'Project D'") < said.index("'Project C'")
    assert said.endswith("The same holds for 1 more project that it requires.")


def test_a_circle_is_named_once_and_nothing_in_it_is_called_broken(plans):
    found = plans.draw(links=[plans.requires("A", "B"), plans.requires("B", "A")])
    assert states(found) == [("circle", "circle")] * 2
    assert found.findings.loc[found.findings["severity"] == "act", "sentence"].tolist() == [
        "'Project A' and 'Project B' require each other in a circle, so none of them can come first: remove one of the rules."
    ]


def test_a_project_that_requires_itself_is_a_circle_of_one(plans):
    assert states(plans.draw(links=[plans.requires("A", "A")])) == [("circle", "circle")]


def test_what_has_no_dates_is_not_assessed_and_what_is_over_not_judged(plans):
    assert states(plans.draw(links=[plans.requires("B", "C")])) == [("not assessed", "not assessed")]
    plan = [plans.project("A", "2026-01-05", "2026-09-04", "closed"), plans.project("B", "2026-01-05", "2027-05-28")]
    assert states(plans.draw(plan, [plans.requires("A", "B"), plans.requires("B", "A")][:1])) == [("past", "past")]
    assert states(plans.draw(plan, [plans.requires("B", "A")])) == [("kept", "kept")]


def test_other_rules_say_nothing_about_order_and_a_rule_written_twice_counts_once(plans):
    links = [plans.requires("B", "A"), plans.requires("B", "A"), {"project_id": "A", "link": "together", "other_project_id": "B"}]
    assert len(plans.draw(links=links).links) == 1


NODES = st.sampled_from("ABCDE")


@given(st.lists(st.tuples(NODES, NODES), max_size=12))
def test_in_a_circle_are_those_that_reach_each_other_and_nobody_else(pairs):
    reached = set(pairs)
    for _ in range(5):
        reached |= {(one, last) for one, middle in reached for first, last in reached if middle == first}
    groups = {tuple(sorted(other for other in "ABCDE" if {(one, other), (other, one)} <= reached)) for one in "ABCDE"}
    assert find_circles(pairs) == sorted(group for group in groups if group)
