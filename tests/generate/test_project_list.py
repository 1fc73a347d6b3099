from pmobook.generate.project_list import project_forms
from pmobook.generate.timeline import last_month


def test_a_project_keeps_its_id_and_title_through_all_quarters(unit, timeline):
    seen = {}
    for position in range(len(timeline.quarters)):
        for row in project_forms(unit.story, unit.projects, unit.levels, position)["projects"]:
            assert seen.setdefault(row[0], row[1]) == row[1]
    assert len(seen) == len(unit.projects) == 12


def test_two_approved_projects_no_longer_exclude_each_other(unit, timeline):
    for position, quarter in enumerate(timeline.quarters):
        month = last_month(quarter)
        by_id = {project.project_id: project for project in unit.projects}
        for one, link, other in project_forms(unit.story, unit.projects, unit.levels, position)["project_links"]:
            if link == "excludes":
                assert max(by_id[one].selected, by_id[other].selected) > month


def test_some_impacts_on_goals_are_not_assessed_while_a_project_is_an_idea(demo):
    impacts = [row[2] for one in demo.values() for position in range(8) for row in one.forms(position)["project_goals"]]
    missing = [impact for impact in impacts if impact.startswith("not assessed: ")]
    assert 0 < len(missing) < 0.1 * len(impacts)
