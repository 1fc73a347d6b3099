"""What the projects that can be chosen may lose, scenario by scenario, and what comes whatever is chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.risk import Summary, simulate
from pmobook.assess.risk.summary import summarise
from pmobook.assess.selection.risk import WHATEVER_IS_CHOSEN
from pmobook.assess.tables import rows_of, text_of
from pmobook.assess.wording import counted
from pmobook.language import say, say_many
from pmobook.method.portfolio import portfolio_method
from pmobook.method.selection import selection_method

__all__ = ["RISK", "Exposure", "Losses", "simulate_losses"]

RISK = "risk"
"""The limit for losses in bad cases, where limits are listed by name."""

_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Exposure:
    """What a set of projects may lose, in money: the mean over all scenarios, and over the worst of them (CVaR)."""

    mean: float
    in_bad_cases: float


@dataclass(frozen=True, eq=False)
class Losses:
    """Losses by scenario.

    Attributes
    ----------
    by_project
        Scenarios by projects that can be chosen, in money; a project without a risk on the form, or without any estimate, has 0
        here and is named in ``without_risks`` or ``in_part``.
    whatever_is_chosen
        (scenarios,), losses from risks that belong to no project; held to the tolerance together with those of what is chosen.
    elsewhere
        (scenarios,), losses from risks of projects of which nothing is to be chosen; the tolerance is not held against them.
    counts
        Scenarios of each independent part, from which sampling errors are read.
    in_part
        Project to how many of its risks lack an estimate: what is stated of it is the least.
    without_risks
        Projects that can be chosen and have no risk on the form.
    notes
        What was assumed or left out, in sentences.
    """

    by_project: pd.DataFrame
    whatever_is_chosen: _Floats
    elsewhere: _Floats
    counts: tuple[int, ...]
    in_part: Mapping[str, int] = field(default_factory=dict)
    without_risks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def held(self) -> pd.DataFrame:
        """Losses that are held to the tolerance: by project, and those of no project in the column of the empty text."""
        return self.by_project.assign(**{WHATEVER_IS_CHOSEN: self.whatever_is_chosen})

    def of(self, projects: Iterable[str], *, alone: bool = False) -> Exposure:
        """Return what projects may lose together with the risks of no project, or alone."""
        lost = self._lost(projects) - (self.whatever_is_chosen if alone else 0.0)
        return Exposure(float(lost.mean()), conditional_value_at_risk(lost, selection_method().risk.cvar_level.value))

    def summary_of(self, projects: Iterable[str], tolerance: float | None, *, everything: bool = False) -> Summary:
        """Return the same with P80, the probability of exceeding a tolerance, and sampling errors.

        Parameters
        ----------
        projects
            Those chosen.
        tolerance
            In money; None without one.
        everything
            With the risks of projects of which nothing is to be chosen too.
        """
        lost = self._lost(projects) + (self.elsewhere if everything else 0.0)
        return summarise(lost, self.counts, selection_method().risk.cvar_level.value, tolerance)

    def _lost(self, projects: Iterable[str]) -> _Floats:
        chosen: _Floats = self.by_project[list(projects)].to_numpy(dtype=np.float64).sum(axis=1)
        return chosen + self.whatever_is_chosen


def simulate_losses(risks: pd.DataFrame, choosable: Sequence[str], projects: Collection[str] | None = None) -> Losses | None:
    """Return what each project that can be chosen may lose in each scenario; None without a risk.

    Parameters
    ----------
    risks
        The form risks. Without rows nothing was handed in, and exposure is not assessed.
    choosable
        Ids of the projects that can be chosen.
    projects
        Ids of all projects of the form; a risk of any other is refused. Not checked unless given.

    Raises
    ------
    ProblemsFound
        With everything wrong with the risks: a probability outside 0 to 1, impacts out of order, an unknown project.

    Notes
    -----
    Simulated by `pmobook.assess.risk.simulate`: each risk happens with its probability and then costs an amount whose tenth and
    ninetieth percentile and most likely value are those of the form; risks with the same driver happen together (Gaussian
    copula). A risk without an estimate can't be simulated: it is counted with its project, never as no risk.
    """
    if risks.empty:
        return None
    method = portfolio_method()
    found = simulate(risks, scenarios=int(method.risk_scenarios.value), projects=projects)
    table = found.losses_by("project_id")
    mine = table.reindex(columns=pd.Index(list(choosable), dtype="str"), fill_value=0.0)
    others = table.drop(columns=[name for name in table.columns if name in {*choosable, WHATEVER_IS_CHOSEN}])
    of_none = table.reindex(columns=[WHATEVER_IS_CHOSEN], fill_value=0.0)
    owners = dict(zip(map(str, risks["risk_id"]), map(text_of, risks["project_id"]), strict=True))
    in_part: dict[str, int] = {}
    for risk in found.risks.left_out:
        in_part[owners[risk]] = in_part.get(owners[risk], 0) + 1
    named = {text_of(project) for (project,) in rows_of(risks, "project_id")}
    return Losses(
        by_project=mine,
        whatever_is_chosen=of_none.to_numpy(dtype=np.float64).sum(axis=1),
        elsewhere=others.to_numpy(dtype=np.float64).sum(axis=1),
        counts=found.plan.counts,
        in_part={project: count for project, count in in_part.items() if project in set(choosable)},
        without_risks=tuple(project for project in choosable if project not in named),
        notes=tuple(_notes(found.sentence, owners, in_part, choosable)),
    )


def _notes(sentence: str, owners: Mapping[str, str], in_part: Mapping[str, int], choosable: Sequence[str]) -> Iterable[str]:
    yield say("Losses: {sentence}", sentence=sentence)
    of_none = [risk for risk, project in owners.items() if not project]
    if of_none:
        yield (
            say_many(
                "{risk} of no project is carried whatever is chosen, and held to the tolerance together with "
                "those of the projects chosen.",
                "{risk} of no project are carried whatever is chosen, and held to the tolerance together with "
                "those of the projects chosen.",
                len(of_none),
                risk=counted(len(of_none), "risk"),
            )
        )
    others = [project for project in owners.values() if project and project not in set(choosable)]
    if others:
        are = say("comes from projects") if len(others) == 1 else say("come from projects")
        more = sum(count for project, count in in_part.items() if project and project not in set(choosable))
        unknown = say(", {of_them} without an estimate", of_them=counted(more, "of them", "of them")) if more else ""
        yield (
            say(
                "{others} of {risk} {are} of which nothing is to be chosen{unknown}: the choice changes "
                "nothing about them, and the tolerance is not held against them here, but where the "
                "whole register is.",
                others=len(others),
                risk=counted(len(owners), "risk"),
                are=are,
                unknown=unknown,
            )
        )
