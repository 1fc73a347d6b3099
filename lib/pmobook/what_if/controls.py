"""The controls of a scenario: budget, goal weights, mandates; they are read and set as one."""

from __future__ import annotations

import html
import math
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.errors import PmobookError
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show import figures
from pmobook.what_if import panels
from pmobook.what_if.callbacks import Guard
from pmobook.what_if.curve import most_money
from pmobook.what_if.scenario import Scenario, as_it_stands, reason_of, shares_of

__all__ = ["Controls"]

_STEPS = 200


class Controls:
    """Sliders, boxes and lists of one scenario.

    Parameters
    ----------
    problem
        What there is to choose from.
    money
        Currency and scale.
    guard
        Wraps callbacks.
    changed
        Called when somebody changes any of them.

    Attributes
    ----------
    scope
        Budget and weights.
    mandates
        A list for each project, and a field to find one.
    """

    def __init__(self, problem: PortfolioProblem, money: Money, guard: Guard, changed: Callable[[], None]) -> None:
        self._problem, self._money, self._guard, self._changed = problem, money, guard, changed
        self._most = most_money(problem)
        self._build_scope()
        self._build_mandates()
        self.set(as_it_stands(problem))
        self._listen()

    def _build_scope(self) -> None:
        step = max(round(self._most / _STEPS, 2), 0.01)
        self.budget = widgets.FloatSlider(min=0, max=math.ceil(self._most / step) * step, step=step, readout=False,
                                          description=say("Budget: money still to be spent"))  # fmt: skip
        self.budget_text = widgets.HTML()
        self.other_limits = widgets.Checkbox(description=say("Keep the limits by quarter and by role"), indent=False)
        self.pulls = {
            str(goal): widgets.FloatSlider(
                min=0, max=100, step=0.5, readout=False, description=say("Weight: {title}", title=title or goal)
            )
            for goal, title in ((goal, self._problem.goals.get(str(goal), "")) for goal in self._problem.weights.index)
        }
        self._shares = {goal: widgets.HTML() for goal in self.pulls}
        self.reset = widgets.Button(description=say("Back to as it stands"))
        rows = [self._row(slider, self._shares[goal]) for goal, slider in self.pulls.items()]
        shares = say("Only their proportions count; the shares sum to 100%.")
        heading = f"<h3>{say('Goal weights')}</h3><p class='pmo-note'>{shares}</p>"
        self.scope = widgets.VBox([
            widgets.HTML(panels.exhibit(f"<h3>{say('Budget')}</h3>")),
            self._row(self.budget, self.budget_text), self.other_limits,
            widgets.HTML(panels.exhibit(heading)), *rows, self.reset,
        ])  # fmt: skip
        self.scope.add_class("pmo-what-if-scope")

    @staticmethod
    def _row(slider: Any, said: Any) -> Any:  # noqa: ANN401 - widgets
        row = widgets.HBox([slider, said])
        row.add_class("pmo-what-if-row")
        return row

    def _build_mandates(self) -> None:
        problem = self._problem
        self.find = widgets.Text(description=say("Find a project"), placeholder=say("part of its title"), continuous_update=True)
        self.decisions = {
            project: widgets.Dropdown(options=[(say("Free"), ""), (say("Must be in"), "in"), (say("Must be out"), "out")],
                                      description=problem.named(project))
            for project in problem.choosable
        }  # fmt: skip
        self._reasons = {
            project: widgets.HTML(self._reason(project)) for project in self.decisions if reason_of(problem, project)
        }
        self._projects = {
            project: widgets.VBox([control, *([self._reasons[project]] if project in self._reasons else [])])
            for project, control in self.decisions.items()
        }
        grid = widgets.VBox(list(self._projects.values()))
        grid.add_class("pmo-what-if-projects")
        said = say("Free projects are chosen or not as serves the goals best. What the forms mandate is set, with its reason.")
        self.mandates = widgets.VBox([
            widgets.HTML(panels.exhibit(f"<h3>{say('Mandates')}</h3><p class='pmo-note'>{said}</p>")), self.find, grid,
        ])  # fmt: skip

    def _reason(self, project: str) -> str:
        problem = self._problem
        side = as_it_stands(problem).decisions.get(project, "")
        words = say("Mandated {side} by the forms: {reason_of}", side=side, reason_of=reason_of(problem, project))
        return panels.exhibit(f'<p class="pmo-note">{html.escape(words)}</p>')

    def _listen(self) -> None:
        changed = self._guard(lambda _change: self._on_change())
        for control in (self.budget, self.other_limits, *self.pulls.values(), *self.decisions.values()):
            control.observe(changed, "value")
        self.find.observe(self._guard(lambda change: self._filter(change["new"])), "value")
        self.reset.on_click(self._guard(lambda _button: self._set_back()))

    def _on_change(self) -> None:
        self.show_shares()
        self._changed()

    def _set_back(self) -> None:
        self.set(as_it_stands(self._problem))
        self._changed()

    def _filter(self, text: str) -> None:
        """Show the projects whose title or id holds a text; hidden ones keep their mandates."""
        wanted = text.strip().casefold()
        for project, box in self._projects.items():
            found = wanted in self._problem.named(project).casefold() or wanted in project.casefold()
            box.layout.display = None if found else "none"

    def read(self, name: str = "") -> Scenario:
        """Return the scenario as the controls stand."""
        return Scenario(
            pulls={goal: _exact(slider, *self._set_pulls[goal]) for goal, slider in self.pulls.items()},
            budget=_exact(self.budget, *self._set_budget),
            decisions={project: control.value for project, control in self.decisions.items() if control.value},
            other_limits=bool(self.other_limits.value),
            name=name,
        )  # fmt: skip

    def set(self, scenario: Scenario) -> None:
        """Set every control, without anybody being told.

        Raises
        ------
        PmobookError
            If the scenario has other goals or projects than the portfolio.
        """
        if set(scenario.pulls) != set(self.pulls) or not set(scenario.decisions) <= set(self.decisions):
            message = "The scenario was saved for other goals or projects than the pack now has; it can't be opened here."
            raise PmobookError(message)
        with self._guard.quietly():
            # A slider shows the nearest step; what was set is kept exactly until somebody moves it.
            self._set_budget = scenario.budget, _nearest(self.budget, scenario.budget)
            self._set_pulls = {goal: (pull, _nearest(self.pulls[goal], pull)) for goal, pull in scenario.pulls.items()}
            self.budget.value = self._set_budget[1]
            for goal, slider in self.pulls.items():
                slider.value = self._set_pulls[goal][1]
            for project, control in self.decisions.items():
                control.value = scenario.decisions.get(project, "")
            self.other_limits.value = scenario.other_limits
            self.show_shares()

    def show_shares(self) -> None:
        """Show the shares that the sliders stand for, and the budget."""
        scenario = self.read()
        amount = figures.money(scenario.budget, self._money) if math.isfinite(scenario.budget) else say("no limit")
        self.budget_text.value = f'<span class="pmo-what-if-share">{html.escape(amount)}</span>'
        try:
            shares = shares_of(scenario.pulls)
        except PmobookError:  # said where the result stands
            shares = dict.fromkeys(scenario.pulls, 0.0)
        for goal, shown in self._shares.items():
            shown.value = panels.share(shares[goal])


def _nearest(slider: Any, value: float) -> float:  # noqa: ANN401 - a widget
    """Return the step of a slider that is nearest to a value: a browser would move it there, and tell us."""
    return float(min(round(min(value, slider.max) / slider.step) * slider.step, slider.max))


def _exact(slider: Any, exact: float, shown: float) -> float:  # noqa: ANN401 - a widget
    """Return what a slider was set to, or where somebody has moved it."""
    return exact if abs(slider.value - shown) < slider.step / 4 else float(slider.value)
