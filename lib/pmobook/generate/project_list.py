"""What packs say about projects: the list itself, the goals they serve and the rules between them."""

from __future__ import annotations

from pmobook.generate.columns import Cell, PackForms, Rows
from pmobook.generate.levels import Levels
from pmobook.generate.projects import WAVES, Project, listed
from pmobook.generate.story import BusinessStory
from pmobook.generate.timeline import day_in_month

__all__ = ["project_forms"]


def project_forms(story: BusinessStory, projects: list[Project], levels: Levels, position: int) -> PackForms:
    """Return the forms projects, project_goals and project_links of one quarter."""
    timeline = levels.timeline
    month = timeline.first_month + 3 * position + 2
    known = listed(projects, month)
    return {
        "projects": [_project_row(project, month, short=levels.discipline(month) < 0.45) for project in known],
        "project_goals": _goal_rows(story, known, month),
        "project_links": _link_rows(story, known, month),
    }


def _project_row(project: Project, month: int, *, short: bool) -> tuple[Cell, ...]:
    stage = project.stage(month)
    confidence: str | None = None
    if stage == "executing":
        confidence = str(project.confidence(month))
        if short:  # less careful teams write R, A/R, A, A/G, G
            confidence = "/".join(word[0].upper() for word in confidence.split("/"))
    elif stage in {"idea", "proposed", "selected"}:
        confidence = "not assessed: not begun"
    is_idea = stage == "idea"
    cost = round(project.approved_cost(month) * (1.0 + project.running_share), 1)
    return (
        project.project_id,
        project.title,
        stage,
        None if is_idea and project.judged_late else project.sponsor,
        "yes" if project.mandated_by else "no",
        project.mandated_by,
        None if is_idea else day_in_month(project.start, 4),
        None if stage in {"idea", "proposed"} else project.baseline_finish(month),
        None if is_idea else project.forecast_finish(month),
        confidence,
        project.category,
        "not assessed: no estimate yet" if is_idea else cost,
    )


def _goal_rows(story: BusinessStory, known: list[Project], month: int) -> Rows:
    """Return every judged impact; a project that serves nothing is judged so, unless its judges are late."""
    rows: Rows = []
    for project in known:
        not_yet = project.judged_late and month < project.proposed
        rows += [
            (project.project_id, goal, "not assessed: not worked out yet" if not_yet else impact)
            for goal, impact in project.goals
        ]
        if not project.goals and not project.judged_late:
            rows += [(project.project_id, goal, "none") for goal in story.weights]
    return rows


def _link_rows(story: BusinessStory, known: list[Project], month: int) -> Rows:
    """Return the rules whose projects are both known; two that are both approved no longer exclude each other."""
    by_title = {project.title: project for project in known}
    rows: Rows = []
    for wave in WAVES:
        for rule in story.links:
            one, other = by_title.get(rule.project + wave), by_title.get(rule.other + wave)
            if one is None or other is None:
                continue
            if rule.link != "excludes" or max(one.selected, other.selected) > month:
                rows.append((one.project_id, rule.link, other.project_id))
    return rows
