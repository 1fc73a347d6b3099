"""The what-if as widgets, in JupyterLab or through Voila."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.inputs.engagement import Engagement
from pmobook.language import say
from pmobook.show.style import stylesheet
from pmobook.vocabulary import Quarter
from pmobook.what_if import panels
from pmobook.what_if.callbacks import Guard, Later
from pmobook.what_if.controls import Controls
from pmobook.what_if.curve import Curve
from pmobook.what_if.outcome import AT_ONCE, Outcome, outcome_of
from pmobook.what_if.picture import frontier_picture
from pmobook.what_if.shelf import Shelf
from pmobook.what_if.store import Saved, Scenarios

__all__ = ["WhatIf", "what_if"]

_REST = 0.2
"""Seconds that controls must rest before the best set is looked for."""
_BEFORE_CURVE, _BETWEEN_POINTS = 0.4, 0.03
_CURVE_SEARCH = 0.3
"""Seconds that a search for one point of the frontier may take: whoever moves a slider meanwhile waits for it."""
_LONGER = 10.0


def what_if(engagement: Engagement, problem: PortfolioProblem, business_unit: str, quarter: str) -> Any:  # noqa: ANN401 - a widget
    """Return the what-if, ready to be shown. Nothing is written until somebody saves a scenario.

    Parameters
    ----------
    engagement
        Where scenarios are kept, and its money.
    problem
        What there is to choose from.
    business_unit, quarter
        Whose portfolio it is.

    Raises
    ------
    PmobookError
        If there is no such business unit, or the text is no quarter.
    """
    scenarios = Scenarios(engagement, business_unit, Quarter.parse(quarter))
    if problem.unassessed:
        said = say(
            "No choice of projects can be tried for {business_unit}, {quarter}: {unassessed}.",
            business_unit=problem.business_unit,
            quarter=quarter,
            unassessed=problem.unassessed,
        )
        return widgets.HTML(f"{_style()}{panels.exhibit(f'<p>{html.escape(said)}</p>')}")
    return WhatIf(engagement, problem, scenarios, quarter).box


class WhatIf:
    """The whole page: controls, the result beside them, mandates, and what is kept and compared.

    Attributes
    ----------
    box
        The widget to show.
    controls, shelf
        Its parts.
    outcome
        What the controls, as they stood when they last came to rest, lead to.
    """

    def __init__(self, engagement: Engagement, problem: PortfolioProblem, scenarios: Scenarios, quarter: str) -> None:
        self.problem, self._money = problem, engagement.parameters.money
        self.message = widgets.HTML(panels.message("not assessed", ""))
        self._guard = Guard(self._say)
        self._soon, self._ticking = Later(self._guard), Later(self._guard)
        self._curve: tuple[Any, Curve] | None = None
        self.controls = Controls(problem, self._money, self._guard, self._changed)
        self.outcome = outcome_of(problem, self.controls.read())
        self.shelf = Shelf(problem, self._money, scenarios, self._guard, self._named, self._open)
        self._build(engagement, quarter)
        self._show()
        self._ticking.after(_BEFORE_CURVE, self._draw_further)

    def _build(self, engagement: Engagement, quarter: str) -> None:
        said = say(
            "{organisation}, {quarter}. A what-if: nothing here changes the record.",
            organisation=engagement.parameters.organisation,
            quarter=quarter,
        )
        heading = (
            f"<h2>{html.escape(self.problem.business_unit)}: {say('what if?')}</h2><p class='pmo-note'>{html.escape(said)}</p>"
        )
        self.result, self.changes = widgets.HTML(), widgets.HTML()
        self.curve, self.every = widgets.HTML(), widgets.HTML()
        self.longer = widgets.Button(description=say("Search longer for the proof"))
        self.longer.on_click(self._guard(lambda _button: self._search_longer()))
        right = widgets.VBox([self.message, self.result, self.longer, self.changes, self.curve, self.every])
        columns = widgets.HBox([self.controls.scope, right])
        self.box = widgets.VBox([
            widgets.HTML(f"{_style()}{panels.exhibit(heading)}"), columns, self.controls.mandates, self.shelf.box,
            widgets.HTML(panels.notes(self.problem)),
        ])  # fmt: skip
        for widget, name in ((self.box, "pmo-what-if"), (columns, "pmo-what-if-columns"), (right, "pmo-what-if-result"),
                             (self.controls.mandates, "pmo-what-if-part"), (self.shelf.box, "pmo-what-if-part")):  # fmt: skip
            widget.add_class(name)

    def _changed(self) -> None:
        self._ticking.cancel()
        self._soon.after(_REST, self._solve)

    def _solve(self) -> None:
        """Find the best set for the controls as they stand, and show it."""
        self.outcome = outcome_of(self.problem, self.controls.read())
        self._show()
        self.shelf.compare()
        self._ticking.after(_BEFORE_CURVE, self._draw_further)

    def _search_longer(self) -> None:
        self.outcome = outcome_of(self.problem, self.controls.read(), _LONGER)
        self._show()
        self.shelf.compare()

    def _show(self) -> None:
        outcome = self.outcome
        self.message.value = panels.message("not assessed", "")
        self.result.value = panels.result(outcome, self._money)
        self.longer.layout.display = "none" if outcome.is_proven or not outcome.is_possible else None
        self.changes.value = panels.changes(self.problem, outcome, self._money)
        self.every.value = panels.every_project(self.problem, outcome, self._money)
        self._show_curve()

    def _show_curve(self) -> None:
        key = Curve.key(self.outcome.scenario)
        if self._curve is None or self._curve[0] != key:
            self._curve = key, Curve(self.problem, self.outcome.scenario)
        curve = self._curve[1]
        drawn = frontier_picture(curve.points, self.outcome, self._money, is_complete=curve.is_complete)
        self.curve.value = panels.exhibit(drawn)

    def _draw_further(self) -> None:
        """Find one more point of the frontier, then leave room for whoever moves a slider."""
        if self._curve is None or self._curve[1].is_complete:
            return
        self._curve[1].step(_CURVE_SEARCH)
        self._show_curve()
        self._ticking.after(_BETWEEN_POINTS, self._draw_further)

    def _named(self, name: str) -> Outcome:
        """Return the outcome of the controls under a name; they may have moved since it was last worked out."""
        scenario = self.controls.read(name)
        if scenario != replace(self.outcome.scenario, name=name):
            self.outcome = outcome_of(self.problem, replace(scenario, name=""), AT_ONCE)
            self._show()
        return replace(self.outcome, scenario=scenario)

    def _open(self, saved: Saved) -> None:
        self.controls.set(saved.scenario)
        self._solve()

    def _say(self, text: str) -> None:
        self.message.value = panels.message("act", text)


def _style() -> str:
    own = Path(__file__).with_name("what_if.css").read_text(encoding="utf-8")
    return f"<style>{stylesheet()}\n{own}</style>"
