import numpy as np
import pytest

from pmobook.generate.by_project import ProjectsLookedAt
from pmobook.generate.judgements import Judgement
from pmobook.generate.story import organisation_story

ORDER = ["none", "partial", "large", "full"]
PRACTICE = "execution_oversight_3b"


@pytest.fixture
def looked_at(demo, timeline):
    """Return the findings on one practice in Retail, whose last three projects under way are so much better."""
    projects = demo["retail"].projects
    running = [place for place, one in enumerate(projects) if one.stage(timeline.last_month) == "executing"]

    def findings(*better, is_undecided=False):
        noise = np.zeros((len(organisation_story().judged_by_project), len(projects)))
        noise[0, running] = better
        whole = Judgement(2, "execution_oversight", 3, PRACTICE, None, "large", evidence_ids="E02")
        found = ProjectsLookedAt(projects, noise).judgements(
            organisation_story(), whole, 0.0, timeline.last_month, is_undecided=is_undecided
        )
        return [(one.finding, one.instance is None) for one in found]

    return findings


def test_projects_that_are_alike_need_no_finding_on_the_whole(looked_at):
    assert looked_at(1, 1, 1) == [("full", False)] * 3


def test_all_at_least_large_is_large(looked_at):
    assert looked_at(1, 0, 1)[-1] == ("large", True)


def test_somebody_decided_where_some_are_large_and_others_are_not(looked_at):
    assert looked_at(1, -0.5, 0)[-1] == ("large", True)
    assert looked_at(-0.5, -2, 0)[-1] == ("partial", True)
    assert looked_at(-2, -2, 1)[-1] == ("partial", True)


def test_what_no_project_meets_is_not_met_on_the_whole(looked_at):
    assert looked_at(-2, -2, -0.5)[-1] == ("none", True)


@pytest.mark.parametrize("better", [(1, 1, 1), (-2, -2, -2), (0, -0.5, 1)])
def test_an_undecided_practice_differs_and_has_no_finding_on_the_whole(looked_at, better):
    found = looked_at(*better, is_undecided=True)
    assert not any(is_whole for _, is_whole in found)
    assert {ORDER.index(finding) >= 2 for finding, _ in found} == {True, False}


def test_every_business_unit_has_practices_looked_at_by_project(unit, timeline, practices):
    titles = {project.title for project in unit.projects if project.stage(timeline.last_month) == "executing"}
    named = [row for row in practices(unit) if row["instance"]]
    assert len({row["practice_id"] for row in named}) >= 3
    assert {row["instance"] for row in named} <= titles


def test_the_demo_waits_for_one_decision(demo, practices):
    waiting = []
    for name, one in demo.items():
        by_practice = {}
        for row in practices(one):
            if row["practice_id"] in one.shared.judged_by_project:
                by_practice.setdefault(row["practice_id"], []).append(row)
        for practice, rows in by_practice.items():
            has_whole = any(row["instance"] is None for row in rows)
            if not has_whole and len({row["finding"] for row in rows}) > 1:
                waiting.append((name, practice))
    assert waiting == [("supply_chain", PRACTICE)]
