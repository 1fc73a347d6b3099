import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pmobook.generate.money import cost_rows, spread
from pmobook.generate.timeline import last_month


@given(st.integers(1, 200))
def test_shares_of_work_add_up_to_one(months):
    assert np.isclose(spread(months).sum(), 1.0)
    assert spread(months).min() > 0


def rows_by_quarter(unit, timeline):
    found = []
    for quarter in timeline.quarters:
        rows = cost_rows(unit.projects, unit.money, unit.arc, last_month(quarter), unit.shared.rate_of)
        found.append({(row[0], row[1]): in_euros(row, unit.shared.rate_of) for row in rows})
    return found


def in_euros(row, rates):
    *amounts, currency = row[2:]
    return tuple(one * rates[currency] if currency and isinstance(one, float | int) else one for one in amounts)


def test_a_project_that_reports_in_another_currency_is_written_in_it(demo, timeline):
    unit = demo["technology"]
    rows = cost_rows(unit.projects, unit.money, unit.arc, last_month(timeline.quarters[-1]), unit.shared.rate_of)
    foreign = {project.project_id for project in unit.projects if project.currency == "USD"}
    assert foreign
    assert {row[0] for row in rows if row[-1] == "USD"} == foreign


def test_actual_costs_of_past_months_stay_except_one_that_was_restated(unit, timeline):
    packs = rows_by_quarter(unit, timeline)
    changed = set()
    for earlier, later in itertools.pairwise(packs):
        for key, row in earlier.items():
            if row[2] is not None and later[key][2] != row[2]:
                changed.add(key)
    assert len(changed) == (1 if unit.arc.restatement else 0)


def test_the_plan_stays_except_after_a_new_baseline(unit, timeline):
    """Projects that are only proposed have no plan yet."""
    packs = rows_by_quarter(unit, timeline)
    rebaselined = {project.project_id for project in unit.projects if project.rebaselined is not None}
    for earlier, later in itertools.pairwise(packs):
        for (project, period), row in earlier.items():
            if row[0] and project not in rebaselined:
                assert later[project, period][0] == row[0]


def test_the_plan_adds_up_to_the_approved_cost(unit, timeline):
    last = rows_by_quarter(unit, timeline)[-1]
    for project in unit.projects:
        planned = [row[0] for (project_id, _), row in last.items() if project_id == project.project_id and row[0] is not None]
        if planned and project.rebaselined is None:
            assert abs(sum(planned) - project.cost) < 0.01


def test_actual_and_forecast_never_stand_in_the_same_month_unless_in_dispute(unit, timeline):
    for pack in rows_by_quarter(unit, timeline):
        for _, earned, actual, forecast in pack.values():
            assert actual is None or forecast is None or str(actual).startswith("not assessed: ")
            assert earned is None or actual is not None


def test_expected_cost_comes_close_to_the_real_one_when_most_is_known(unit, timeline):
    for quarter, pack in zip(timeline.quarters, rows_by_quarter(unit, timeline), strict=True):
        for project in unit.projects:
            known = project.start <= last_month(quarter) < project.last and project.knowledge(last_month(quarter)) == 1.0
            if known and unit.money[project.project_id].restated is None:
                rows = [row for (project_id, _), row in pack.items() if project_id == project.project_id]
                expected = sum(row[2] if isinstance(row[2], float) else row[3] or 0.0 for row in rows)
                assert abs(expected - project.cost * project.overrun) < 0.02 * project.cost


def test_a_business_unit_without_earned_value_leaves_it_empty(demo, timeline):
    pack = rows_by_quarter(demo["customer_services"], timeline)[-1]
    assert {row[1] for row in pack.values()} == {None}
