import datetime as dt

from pmobook.generate.gates import gate_rows


def test_a_decision_stands_exactly_where_a_gate_was_held(unit, timeline):
    for quarter in timeline.quarters:
        for row in gate_rows(unit.projects, unit.gates, quarter.last_day):
            assert (row[3] is None) == (row[4] is None) == (row[5] is None)
            assert row[3] is None or row[3] <= quarter.last_day


def test_gates_are_held_late_or_left_out_by_careless_business_units(demo, timeline):
    today = timeline.quarters[-1].last_day

    def overdue(name):
        rows = gate_rows(demo[name].projects, demo[name].gates, today)
        due = [row for row in rows if row[2] < today]
        return sum(row[3] is None or row[3] > row[2] + dt.timedelta(days=7) for row in due) / len(due)

    assert overdue("customer_services") > overdue("technology") > 0


def test_a_new_baseline_and_a_stop_each_have_their_decision(demo, timeline):
    today = timeline.quarters[-1].last_day
    names = {name: {row[1] for row in gate_rows(one.projects, one.gates, today)} for name, one in demo.items()}
    assert "Change control: new baseline" in names["manufacturing"]
    assert "Stop review" in names["supply_chain"]
    stops = [
        row for row in gate_rows(demo["supply_chain"].projects, demo["supply_chain"].gates, today) if row[1] == "Stop review"
    ]
    assert [row[4] for row in stops] == ["stop"]


def test_a_coming_gate_is_announced_a_quarter_ahead_and_not_earlier(unit, timeline):
    for quarter in timeline.quarters:
        rows = gate_rows(unit.projects, unit.gates, quarter.last_day)
        assert all(row[2] <= quarter.last_day + dt.timedelta(days=92) for row in rows if row[3] is None)
