from pmobook.generate.benefits import benefit_rows
from pmobook.generate.timeline import last_month
from pmobook.vocabulary import Quarter


def test_actuals_stand_in_past_periods_and_forecasts_in_those_to_come(unit, timeline):
    for quarter in timeline.quarters:
        for row in benefit_rows(unit.projects, unit.benefits, last_month(quarter)):
            is_past = Quarter.parse(row[6]) <= quarter
            assert (row[8] is None) == is_past
            assert (row[9] is None) != is_past


def test_what_was_promised_and_what_came_never_change(unit, timeline):
    seen = {}
    for quarter in timeline.quarters:
        for row in benefit_rows(unit.projects, unit.benefits, last_month(quarter)):
            promised, came = seen.get((row[0], row[6]), (row[7], None))
            assert promised == row[7]
            assert came is None or came == row[9]
            seen[row[0], row[6]] = (row[7], row[9])


def test_periods_reach_past_the_end_of_the_project(demo, timeline):
    rows = benefit_rows(demo["retail"].projects, demo["retail"].benefits, timeline.last_month)
    assert {row[6] for row in rows} & {"2027Q1", "2027Q2"}


def test_a_stopped_project_promises_nothing(demo, timeline):
    stopped = [project for project in demo["supply_chain"].projects if project.stopped is not None]
    rows = benefit_rows(stopped, demo["supply_chain"].benefits, timeline.last_month)
    assert len(stopped) == 1
    assert rows == []
