ORDER = ["none", "partial", "large", "full"]


def test_findings_are_made_for_each_capability_up_to_the_level_looked_at(unit):
    rows = unit.forms(7)["practices"]
    assert len(rows) == 26 * unit.arc.practice_levels


def test_a_practice_of_a_higher_level_is_met_less_on_the_whole(unit):
    rows = [row for row in unit.forms(7)["practices"] if row[2] in ORDER]
    first = [ORDER.index(row[2]) for row in rows if row[1] == 1]
    third = [ORDER.index(row[2]) for row in rows if row[1] == 3]
    assert sum(first) / len(first) > sum(third) / len(third)


def test_findings_name_evidence_that_was_shown(unit):
    forms = unit.forms(7)
    shown = {row[0] for row in forms["evidence"]}
    named = {code for row in forms["practices"] if row[3] for code in row[3].split(";")}
    assert named
    assert named <= shown


def test_a_practice_that_is_not_met_rests_on_no_evidence(unit):
    assert all(row[3] is None for row in unit.forms(7)["practices"] if row[2] == "none")


def test_some_evidence_has_expired_where_nobody_renews_it(demo, timeline):
    today = timeline.quarters[-1].last_day
    expired = {name: sum(row[6] < today for row in one.forms(7)["evidence"]) for name, one in demo.items()}
    assert expired["customer_services"] > expired["retail"]


def test_no_evidence_bears_a_day_after_the_quarter(unit, timeline):
    for position, quarter in enumerate(timeline.quarters):
        assert all(row[4] <= quarter.last_day for row in unit.forms(position)["evidence"])
