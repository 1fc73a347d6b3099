from pmobook.generate.people import people_forms


def test_capacity_covers_every_role_for_the_twelve_months_ahead(unit, timeline):
    rows = people_forms(unit.staffing, unit.projects, unit.levels, timeline.last_month)["capacity"]
    assert {row[0] for row in rows} == set(unit.story.roles)
    assert min({row[1] for row in rows}) == "2026-10"
    assert max({row[1] for row in rows}) == "2027-09"


def test_some_role_is_short_in_some_month(demo, timeline):
    """Somewhere in the organisation, demand is above capacity."""
    short = set()
    for name, one in demo.items():
        forms = people_forms(one.staffing, one.projects, one.levels, timeline.last_month)
        for role, period, fte in forms["capacity"]:
            wanted = sum(row[3] for row in forms["demand"] if row[1:3] == (role, period) and not isinstance(row[3], str))
            if not isinstance(fte, str) and wanted > fte:
                short.add((name, role))
    assert len(short) >= 3


def test_finished_projects_need_nobody(unit, timeline):
    over = {project.project_id for project in unit.projects if project.last <= timeline.last_month}
    rows = people_forms(unit.staffing, unit.projects, unit.levels, timeline.last_month)["demand"]
    assert not {row[0] for row in rows} & over
