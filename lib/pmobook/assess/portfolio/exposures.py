"""What the choices compared may lose, beside the tolerance, and what each project may lose."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.tables import build

__all__ = ["exposure_by_choice", "exposure_by_project"]

_CHOICES = {"choice": "str", "value": "float64", "mean": "float64", "in_bad_cases": "float64", "share": "float64"}
_PROJECTS = {
    "project_id": "str", "title": "str", "is_chosen": "boolean", "mean": "float64", "in_bad_cases": "float64", "note": "str",
}  # fmt: skip


def exposure_by_choice(judged: Judged) -> pd.DataFrame:
    """Return one row a choice: value, loss on average and in bad cases, and the latter as a share of the tolerance.

    Last comes what is lost whatever is chosen, and the best choice (the present one, if there is none) together with it; shares
    are missing there, since the tolerance is held against the projects chosen, and everywhere without a tolerance. No rows if no
    risk was handed in.
    """
    problem = judged.problem
    if problem.risk is None:
        return build([], _CHOICES)
    sets = [("The present choice", judged.present.projects)]
    best = judged.best.chosen if judged.best else None
    if best is not None:
        sets.append(("The best choice", tuple(map(str, best))))
    free = judged.without_tolerance
    if free is not None and free.chosen != best:
        sets.append(("The best choice if risk limited nothing", tuple(map(str, free.chosen))))
    rows = []
    for name, projects in sets:
        lost = problem.risk.of(projects)
        share = lost.in_bad_cases / problem.tolerance if problem.tolerance else float("nan")
        rows.append(_row(name, problem.value_of(projects), lost.mean, lost.in_bad_cases, share))
    if problem.risk.whatever_is_chosen.any():
        name, projects = sets[min(len(sets) - 1, 1)]
        rest, both = problem.risk.of((), with_the_rest=True), problem.risk.of(projects, with_the_rest=True)
        rows.append(_row("Lost whatever is chosen", 0.0, rest.mean, rest.in_bad_cases, float("nan")))
        together = f"{name}, with what is lost whatever is chosen"
        rows.append(_row(together, problem.value_of(projects), both.mean, both.in_bad_cases, float("nan")))
    return build(rows, _CHOICES)


def _row(name: str, value: float, mean: float, bad: float, share: float) -> dict[str, object]:
    return {"choice": name, "value": value, "mean": mean, "in_bad_cases": bad, "share": share}


def exposure_by_project(judged: Judged) -> pd.DataFrame:
    """Return one row a project that can be chosen, the greatest loss in bad cases first; missing is not assessed.

    Bad cases are those of the project alone, so that they don't add up: not everything goes wrong at once.
    """
    problem, risk = judged.problem, judged.problem.risk
    if risk is None:
        return build([], _PROJECTS)
    rows = []
    for project in problem.choosable:
        lost, lacking = risk.of([project]), risk.in_part.get(project, 0)
        is_known = lost.in_bad_cases > 0 or not (lacking or project in risk.without_risks)
        note = "no risk handed in" if project in risk.without_risks else ""
        if lacking:
            note = f"{'at least this: ' if is_known else ''}{lacking} without an estimate"
        rows.append(
            {
                "project_id": project,
                "title": problem.titles[project],
                "is_chosen": None if judged.best is None else project in judged.best.chosen,
                "mean": lost.mean if is_known else float("nan"),
                "in_bad_cases": lost.in_bad_cases if is_known else float("nan"),
                "note": note,
            }
        )
    return build(sorted(rows, key=lambda row: (row["in_bad_cases"] != row["in_bad_cases"], -row["in_bad_cases"])), _PROJECTS)
