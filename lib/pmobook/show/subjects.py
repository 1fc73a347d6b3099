"""Subjects of a business unit's scorecard: which notebook, exhibits and recorded rows each of its sections rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pmobook.language import said_later

__all__ = ["SUBJECTS", "Subject", "figure_name", "item_of", "subject_of"]


@dataclass(frozen=True)
class Subject:
    """A section of the business unit's scorecard and what it rests on.

    Attributes
    ----------
    title
        What its figures are called, after "How … came about".
    notebook
        The notebook that computed them.
    exhibits
        How the ids of its cells begin that show this subject; every one of its cells that shows something if empty.
    workings
        Ids of the cells that show how the figures came about.
    table
        Where the figures are recorded.
    key
        The column of the table that tells its figures apart.
    personal
        Ids of cells that may say who answered what. They stay in the executed notebook.
    """

    title: str
    notebook: str
    exhibits: tuple[str, ...]
    workings: tuple[str, ...]
    table: str
    key: str
    personal: tuple[str, ...] = ()
    blank: str = "total"
    """What the figure is called whose key is empty."""
    section: str = ""
    """The section of the page that shows it, where that is called otherwise than the subject."""

    def shows(self, cell: str) -> bool:
        """Say whether a cell of the notebook shows something of this subject that readers of a scorecard may see."""
        return cell not in self.personal and (not self.exhibits or cell.startswith(self.exhibits))


def _cells(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"30-{number:02}-" for number in range(first, last + 1))


SUBJECTS: Mapping[str, Subject] = {
    "maturity": Subject(
        "maturity", "10_maturity", (), ("10-35-show", "show-evidence"), "area_scores", "area_id", ("10-17-show",)
    ),
    "alignment": Subject(
        said_later("spend on the goals"),
        "20_goal_alignment",
        (),
        ("show-weighed", "20-13-show"),
        "alignment",
        "goal_id",
        ("show-judges", "show-consistency"),
        "no_goal",
    ),
    "performance": Subject(
        said_later("the measures"), "30_performance", _cells(5, 13), ("30-13-show",), "measure_status", "measure_id"
    ),
    "projects": Subject(
        said_later("the projects' cost and dates"),
        "30_performance",
        _cells(15, 19),
        ("30-17-show", "30-19-show"),
        "project_status",
        "project_id",
    ),
    "money": Subject(said_later("earned value"), "30_performance", _cells(21, 31), ("30-31-show",), "earned_value", "project_id"),
    "benefits": Subject(
        said_later("the benefits"), "30_performance", _cells(33, 47), ("30-47-show",), "benefit_status", "benefit_id"
    ),
    "governance": Subject(
        said_later("gates and confidence"), "30_performance", _cells(49, 57), ("30-57-show",), "governance_status", "project_id"
    ),
    "portfolio": Subject(
        said_later("the best choice of projects"), "40_portfolio", (), ("40-21-show",), "selection", "project_id"
    ),
    "risk": Subject(said_later("exposure to risk"), "50_risk", (), ("risk-15",), "risk_exposure", "subject"),
    "resources": Subject(
        said_later("people and start dates"),
        "60_resources",
        ("people-short", "people-starts", "people-fix", "people-waits", "people-workings"),
        ("people-workings",),
        "start_dates",
        "project_id",
    ),
    "capacity": Subject(
        said_later("people to spare or lacking"),
        "60_resources",
        ("people-summary", "people-heat"),
        ("people-heat",),
        "capacity_balance",
        "role",
        section="resources",
    ),
    "skills": Subject("skills", "60_resources", ("skills-",), ("skills-workings",), "skill_standing", "skill"),
    "roadmap": Subject(said_later("the roadmap"), "60_resources", ("roadmap-",), ("roadmap-links",), "roadmap", "project_id"),
    "plan": Subject(
        said_later("the improvement plan"), "70_improvement_plan", (), ("plan-17", "plan-15"), "actions", "action_id"
    ),
}
"""Anchor of a section on the page to what it rests on, in the order of the notebooks."""


def figure_name(subject: str, item: object = "") -> str:
    """Return the name of a figure in addresses: its section's anchor, and which of its figures, without spaces.

    Examples
    --------
    >>> figure_name("maturity", "strategic_partner"), figure_name("skills", "Data science"), figure_name("risk")
    ('maturity-strategic_partner', 'skills-Data_science', 'risk')
    """
    return f"{subject}-{_without_spaces(item)}" if item else subject


def item_of(subject: str, row: Mapping[str, object]) -> str:
    """Return which of a section's figures a recorded row holds, as `figure_name` takes it."""
    said = row.get(SUBJECTS[subject].key)
    named = said if isinstance(said, str) and said else ""
    if subject == "risk":  # a category and a driver may share a name
        return _without_spaces("-".join(filter(None, (str(row.get("grouping") or ""), named))))
    if subject == "capacity":  # one figure a month
        return _without_spaces("-".join(filter(None, (named, str(row.get("period") or "")))))
    return _without_spaces(named) or SUBJECTS[subject].blank


def subject_of(figure: str) -> tuple[str, str] | None:
    """Return the section and the item that a figure's name stands for; None if there is no such section.

    Examples
    --------
    >>> subject_of("maturity-strategic_partner"), subject_of("risk"), subject_of("weather")
    (('maturity', 'strategic_partner'), ('risk', ''), None)
    """
    subject, _, item = figure.partition("-")
    return (subject, item) if subject in SUBJECTS else None


def _without_spaces(item: object) -> str:
    return re.sub(r"\s+", "_", str(item).strip())
