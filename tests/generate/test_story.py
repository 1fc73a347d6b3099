import pytest

from pmobook.generate.story import LINES_OF_BUSINESS, business_story, organisation_story
from pmobook.method.forms import form
from pmobook.method.maturity import maturity_model


@pytest.mark.parametrize("line", LINES_OF_BUSINESS)
def test_what_a_story_names_exists(line):
    """Goals of projects and measures, projects of links and risks, and impacts are all known."""
    story, shared = business_story(line), organisation_story()
    goals = {goal.goal_id for goal in shared.goals} | ({story.local_goal.goal_id} if story.local_goal else set())
    titles = {project.title for project in story.projects}
    impacts = set(form("project_goals").column("impact").choices)
    for project in story.projects:
        assert set(project.goals) <= goals
        assert set(project.goals.values()) <= impacts
    assert {measure.goal for measure in story.measures} - {None} <= goals
    assert {title for risk in story.risks for title in risk.hits} <= titles
    assert {title for link in story.links for title in (link.project, link.other)} <= titles


@pytest.mark.parametrize("line", LINES_OF_BUSINESS)
def test_every_line_of_business_has_a_project_that_serves_no_goal(line):
    assert any(not project.goals for project in business_story(line).projects)


@pytest.mark.parametrize("line", LINES_OF_BUSINESS)
def test_benefits_are_in_proportion_to_costs(line):
    """A cashable benefit pays its project back in one to ten years, at its full amount."""
    for project in business_story(line).projects:
        if project.benefit is not None and project.benefit.unit_of_measure == "money":
            assert 0.5 < project.cost / project.benefit.yearly < 10, project.title


def test_texts_stand_for_every_focus_area():
    shared, areas = organisation_story(), {area.area_id for area in maturity_model("strategic_pmo").areas}
    assert set(shared.comments) == set(shared.reasons_not_assessed) == set(shared.area_notes) == areas


def test_every_capability_has_at_least_one_document_that_speaks_about_it_and_no_document_speaks_about_others():
    named = {name for evidence in organisation_story().evidence for name in evidence.capabilities}
    assert named == set(maturity_model("strategic_pmo").capability_ids)


def test_practices_looked_at_by_project_are_in_the_model():
    shared, known = organisation_story(), set(maturity_model("strategic_pmo").practice_ids)
    told = {arc.undecided_practice for arc in shared.arcs.values()} - {None}
    assert told <= set(shared.judged_by_project) <= known


def test_people_asked_besides_the_others_have_roles_of_the_model():
    known = {role for one in maturity_model("strategic_pmo").perspectives for role in one.roles}
    shared = organisation_story()
    more = [one for arc in shared.arcs.values() if arc.more_respondents for one in arc.more_respondents.roles]
    assert {one.role for one in [*shared.respondent_roles, *more]} <= known


def test_no_comment_was_cut_at_a_comma():
    shared = organisation_story()
    texts = [text for bands in shared.comments.values() for band in bands.values() for text in band]
    groups = (shared.notes, shared.claims, shared.notes_on_the_whole, *shared.area_notes.values())
    texts += [text for group in groups for band in group.values() for text in band]
    texts += [*shared.notes_on_weakness, *shared.notes_not_applicable, *shared.returned_because]
    assert all(text.endswith(".") and text[0].isupper() for text in texts)


@pytest.mark.parametrize("line", LINES_OF_BUSINESS)
def test_weights_add_up_to_a_hundred_before_and_after_the_strategy_was_renewed(line):
    story, goals = business_story(line), {goal.goal_id for goal in organisation_story().goals}
    for weights in (story.weights_before, story.weights):
        assert set(weights) == goals
        assert sum(weights.values()) == 100
        assert min(weights.values()) > 0


def test_an_arc_tells_of_projects_that_its_business_unit_has():
    for name, arc in organisation_story().arcs.items():
        assert set(arc.projects) <= {project.title for project in business_story(name).projects}
