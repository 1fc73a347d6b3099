from pmobook.generate.risks import risk_rows
from pmobook.generate.timeline import last_month


def test_impacts_are_in_order_and_probabilities_are_shares(unit, timeline):
    for position, quarter in enumerate(timeline.quarters):
        for row in risk_rows(unit.risks, position, last_month(quarter)):
            assert 0 < row[4] < 1
            assert isinstance(row[5], str) or row[5] <= row[6] <= row[7]
            assert row[11] <= quarter.last_day


def test_a_risk_leaves_the_register_with_its_project(unit, timeline):
    open_now = {
        project.project_id for project in unit.projects if project.stage(timeline.last_month) not in {"closed", "benefits"}
    }
    rows = risk_rows(unit.risks, 7, timeline.last_month)
    assert {row[1] for row in rows} - {None} <= open_now


def test_drivers_are_shared_across_projects(demo, timeline):
    rows = risk_rows(demo["manufacturing"].risks, 7, timeline.last_month)
    assert max(len({row[1] for row in rows if row[8] == driver}) for driver in {row[8] for row in rows}) >= 2


def test_careless_business_units_leave_risks_unread_for_half_a_year(demo, timeline):
    today = timeline.quarters[-1].last_day
    stale = [row for one in demo.values() for row in risk_rows(one.risks, 7, timeline.last_month) if (today - row[11]).days > 182]
    assert stale
