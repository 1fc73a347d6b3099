from pmobook.generate.columns import COLUMNS


def test_a_pack_has_every_form_with_rows_as_long_as_its_columns(unit):
    for position in (0, 7):
        forms = unit.forms(position)
        assert list(forms) == list(COLUMNS)
        for name, rows in forms.items():
            assert {len(row) for row in rows} <= {len(COLUMNS[name])}


def test_a_pack_of_the_demo_stays_small(unit):
    assert sum(len(rows) for rows in unit.forms(7).values()) <= 1800


def test_one_pack_comes_in_late_and_the_others_in_time(demo):
    for name, one in demo.items():
        for position, quarter in enumerate(one.levels.timeline.quarters):
            days = (one.received_on(position) - quarter.last_day).days
            assert (days > 15) == (name == "supply_chain" and position == 7)
            assert days > 0
