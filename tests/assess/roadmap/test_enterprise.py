"""The organisation's roadmap shows what moves first, then what breaks, then the largest, and mixes up no ids."""

import pandas as pd

from pmobook.assess.roadmap import enterprise_roadmap
from pmobook.method.roadmap import roadmap_method
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")


def together(plans, most: int = 24):
    plan = [plans.project(key, "2026-10-05", "2027-03-31", whole_life_cost=cost) for key, cost in
            (("A", 1.0), ("B", 9.0), ("C", None), ("D", 5.0))]  # fmt: skip
    one = plans.draw(plan, starts={"A": 3})
    two = plans.draw(plan[:2], [plans.requires("A", "B")])
    stamped = [{name: rows.assign(business_unit=unit) for name, rows in found.tables.items()}
               for unit, found in (("retail", one), ("north", two))]  # fmt: skip
    frames = {name: pd.concat([each[name] for each in stamped], ignore_index=True) for name in stamped[0]}
    base = roadmap_method()
    method = base.model_copy(update={"enterprise_projects": base.enterprise_projects.model_copy(update={"value": float(most)})})
    return enterprise_roadmap(frames["roadmap"], frames["roadmap_links"], frames["roadmap_marks"], QUARTER, method)


def test_what_moves_comes_before_what_breaks_and_that_before_the_largest(plans):
    assert set(together(plans, 1).projects["project_id"]) == {"retail/A"}
    assert set(together(plans, 3).projects["project_id"]) == {"retail/A", "north/A", "north/B"}
    assert set(together(plans, 4).projects["project_id"]) == {"retail/A", "north/A", "north/B", "retail/B"}


def test_every_drawable_project_is_counted_also_those_left_out(plans):
    assert together(plans, 2).drawn_of == 6
    assert len(together(plans).projects) == 6


def test_dependencies_stay_within_their_business_unit(plans):
    assert together(plans).links[["project_id", "other_project_id"]].to_numpy().tolist() == [["north/A", "north/B"]]


def test_each_business_unit_says_what_moves_and_what_breaks(plans):
    found = together(plans).by_business_unit
    assert found[["business_unit", "projects", "later", "broken", "no_dates"]].to_numpy().tolist() == [
        ["north", 2, 0, 1, 0], ["retail", 4, 1, 0, 0],
    ]  # fmt: skip


def test_without_rows_there_is_nothing_to_draw(plans):
    empty = {name: rows.assign(business_unit=pd.Series(dtype="str")) for name, rows in plans.draw(None).tables.items()}
    found = enterprise_roadmap(empty["roadmap"], empty["roadmap_links"], empty["roadmap_marks"], QUARTER)
    assert found.projects.empty
    assert found.by_business_unit.empty
