"""Scenarios side by side, any number of them, beside the board's present choice."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show import figures
from pmobook.show.exhibit import Exhibit
from pmobook.show.table import Column, table
from pmobook.what_if.outcome import Outcome
from pmobook.what_if.store import FoundThen

__all__ = ["figures_side_by_side", "has_changed", "projects_side_by_side", "side_by_side"]

_PRESENT = said_later("Present choice")
_NONE = "none"


def has_changed(found: FoundThen, outcome: Outcome) -> bool:
    """Say whether a saved scenario leads elsewhere now than when it was saved: the pack has changed, or the proof got further."""
    then = (set(found.chosen), found.value is None)
    return then != (set(outcome.chosen), not outcome.is_possible) or (
        found.value is not None and not math.isclose(found.value, outcome.value, rel_tol=1e-9, abs_tol=1e-9)
    )


def figures_side_by_side(problem: PortfolioProblem, outcomes: Sequence[Outcome], money: Money) -> pd.DataFrame:
    """Return the figures of each scenario as texts, a column each; the first column names the figure."""
    rows: dict[str, list[str]] = {
        "Strategic value": [figures.measured(one.value) if one.is_possible else say("no set is possible") for one in outcomes],
        "Present choice, at these weights": [figures.measured(one.present_value) for one in outcomes],
        "Proof": [one.proof for one in outcomes],
        "Budget": [
            figures.money(one.scenario.budget, money) if math.isfinite(one.scenario.budget) else say("no limit")
            for one in outcomes
        ],
        "Money still to be spent": [figures.money(one.money, money) if one.is_possible else _NONE for one in outcomes],
        "Limits by quarter and role": ["kept" if one.scenario.other_limits else "lifted" for one in outcomes],
        "Projects": [str(len(one.chosen)) if one.is_possible else _NONE for one in outcomes],
        "Enter": [str(len(one.enters)) if one.is_possible else _NONE for one in outcomes],
        "Leave": [str(len(one.leaves)) if one.is_possible else _NONE for one in outcomes],
        "Mandated in, out": [_mandated(one) for one in outcomes],
    }
    for goal, title in problem.goals.items():
        rows[f"Weight: {title or goal}"] = [figures.share_as_percent(one.shares.get(goal, math.nan), 1) for one in outcomes]
    return _frame(rows, outcomes)


def projects_side_by_side(problem: PortfolioProblem, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return the projects on which scenarios and the present choice differ: in or out in each."""
    sets = [set(one.chosen) for one in outcomes if one.is_possible]
    present = set(problem.present_choice)
    differing = [one for one in problem.choosable if len({one in each for each in (*sets, present)}) > 1]
    rows = {
        project: ["in" if project in present else "out",
                  *(("in" if project in one.chosen else "out") if one.is_possible else _NONE for one in outcomes)]
        for project in differing
    }  # fmt: skip
    columns = [say(_PRESENT), *_headings(outcomes)]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=_places(columns))
    frame.insert(0, "name", [problem.named(project) for project in rows])
    return frame


def side_by_side(problem: PortfolioProblem, outcomes: Sequence[Outcome], money: Money) -> tuple[Exhibit, Exhibit]:
    """Show scenarios beside each other: their figures, and the projects on which they differ."""
    headings = _headings(outcomes)
    first = table(
        figures_side_by_side(problem, outcomes, money),
        [
            Column("name", say("Figure")),
            *(Column(place, heading) for place, heading in zip(_places(headings), headings, strict=True)),
        ],
        say("Scenarios side by side"),
    )
    rows = projects_side_by_side(problem, outcomes)
    wide = [say(_PRESENT), *headings]
    columns = [Column(place, heading) for place, heading in zip(_places(wide), wide, strict=True)]
    empty = say("All of them choose the same projects as the present choice.")
    second = table(rows, [Column("name", say("Project")), *columns], say("Projects on which they differ"), when_empty=empty)
    return first, second


def _frame(rows: dict[str, list[str]], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=_places(outcomes))
    frame.insert(0, "name", list(rows))
    return frame


def _places(columns: Sequence[object]) -> list[str]:
    """Name columns by their places: two scenarios may have the same name."""
    return [str(place) for place in range(len(columns))]


def _headings(outcomes: Sequence[Outcome]) -> list[str]:
    return [one.scenario.name or say("Without a name") for one in outcomes]


def _mandated(outcome: Outcome) -> str:
    sides = list(outcome.scenario.decisions.values())
    return say("{fixed} in, {fixed_2} out", fixed=sides.count("in"), fixed_2=sides.count("out"))
