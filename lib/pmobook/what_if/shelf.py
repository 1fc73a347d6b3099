"""The saved scenarios on the page: save, open, set side by side, take away as files."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.errors import PmobookError
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.status import Kind
from pmobook.vocabulary import quoted, slug
from pmobook.what_if import panels
from pmobook.what_if.callbacks import Guard
from pmobook.what_if.comparison import has_changed, side_by_side
from pmobook.what_if.exports import as_json, projects_csv, summary_csv
from pmobook.what_if.outcome import Outcome, outcome_of
from pmobook.what_if.store import Saved, Scenarios

__all__ = ["Shelf"]

_ALONE = said_later("Save a scenario, or tick a saved one, to see it beside the one on this page.")
_NONE = (said_later("Choose a saved scenario"), "")


class Shelf:
    """What is kept of scenarios, and their comparison.

    Parameters
    ----------
    problem, money
        What scenarios are tried on.
    scenarios
        Where they are kept.
    guard
        Wraps callbacks.
    current
        Gives the outcome of the controls as they stand, under a name.
    open_scenario
        Puts a saved scenario into the controls.
    """

    def __init__(
        self,
        problem: PortfolioProblem,
        money: Money,
        scenarios: Scenarios,
        guard: Guard,
        current: Callable[[str], Outcome],
        open_scenario: Callable[[Saved], None],
    ) -> None:
        self._problem, self._money, self._scenarios, self._guard = problem, money, scenarios, guard
        self._current, self._open = current, open_scenario
        self._saved: dict[str, Saved] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._ticks: dict[str, Any] = {}
        self._build()
        self._listen()
        self.look()

    def _build(self) -> None:
        self.name = widgets.Text(
            description=say("Name of this scenario"), placeholder=say("such as Growth first, budget cut by 10%")
        )
        self.role = widgets.Text(description=say("Your role (may be left out)"), placeholder=say("such as Head of Strategy"))
        self.may_replace = widgets.Checkbox(description=say("Replace the saved one of this name"), indent=False)
        self.save = widgets.Button(description=say("Save this scenario"))
        self.told = widgets.HTML(panels.message("not assessed", ""))
        self.choose = widgets.Dropdown(options=[(say(_NONE[0]), _NONE[1])], description=say("Saved scenarios"))
        self.open = widgets.Button(description=say("Open it"))
        self.again = widgets.Button(description=say("Look for others' scenarios"))
        self.compared = widgets.VBox([])
        self.comparison, self.files = widgets.HTML(), widgets.HTML()
        saving = widgets.HBox([self.name, self.role, self.may_replace, self.save])
        opening = widgets.HBox([self.choose, self.open, self.again])
        self.compared.add_class("pmo-what-if-ticks")
        self.box = widgets.VBox([
            widgets.HTML(panels.exhibit(f"<h3>{say('Keep and compare')}</h3>")), saving, self.told, opening,
            widgets.HTML(panels.exhibit(f"<h3>{say('Set side by side')}</h3>")), self.compared, self.comparison,
            widgets.HTML(panels.exhibit(f"<h3>{say('Take away')}</h3>")), self.files,
        ])  # fmt: skip

    def _listen(self) -> None:
        self.save.on_click(self._guard(lambda _button: self._save(), self._refuse))
        self.open.on_click(self._guard(lambda _button: self._open_chosen(), self._refuse))
        self.again.on_click(self._guard(lambda _button: self._look_again(), self._refuse))

    def look(self) -> None:
        """Read the saved scenarios again; those that were ticked stay so, new ones are ticked."""
        saved, unread = self._scenarios.list()
        self._saved = {one.scenario.name: one for one in saved}
        before = {name: tick.value for name, tick in self._ticks.items()}
        ticks = {}
        for name in self._saved:
            ticks[name] = self._ticks.get(name) or widgets.Checkbox(description=name, value=before.get(name, True), indent=False)
            if name not in self._ticks:
                ticks[name].observe(self._guard(lambda _change: self.compare()), "value")
        with self._guard.quietly():
            self._ticks, chosen = ticks, self.choose.value
            self.choose.options = [(say(_NONE[0]), _NONE[1]), *((_titled(one), name) for name, one in self._saved.items())]
            self.choose.value = chosen if chosen in self._saved else ""
        self.compared.children = list(ticks.values())
        for sentence in unread:
            self.say("act", sentence)
        self.compare()

    def compare(self) -> None:
        """Show the ticked scenarios beside the one on the page, worked out on the pack as it is now."""
        outcomes, remarks = [self._now()], []
        for name, tick in self._ticks.items():
            if tick.value:
                try:
                    outcome = self._outcome(self._saved[name])
                except PmobookError as error:
                    remarks.append(f"{name}: {error}")
                    continue
                outcomes.append(outcome)
                if has_changed(self._saved[name].found, outcome):
                    remarks.append(
                        say(
                            "{name} leads elsewhere now than when it was saved: the pack or the proof has changed since.",
                            name=name,
                        )
                    )
        shown = (
            [exhibit.html for exhibit in side_by_side(self._problem, outcomes, self._money)]
            if len(outcomes) > 1
            else [f'<p class="pmo-note">{say(_ALONE)}</p>']
        )
        said = "".join(f'<p class="pmo-note">{html.escape(remark)}</p>' for remark in remarks)
        self.comparison.value = panels.exhibit(*shown, said)
        self._offer(outcomes)

    def _now(self) -> Outcome:
        return self._current(say("On this page"))

    def _outcome(self, saved: Saved) -> Outcome:
        if saved.version not in self._outcomes:
            self._outcomes[saved.version] = outcome_of(self._problem, saved.scenario)
        return self._outcomes[saved.version]

    def _offer(self, outcomes: list[Outcome]) -> None:
        self.files.value = panels.download([
            ("scenarios.csv", "text/csv", summary_csv(outcomes), say("Scenarios (CSV)")),
            ("scenario_projects.csv", "text/csv", projects_csv(self._problem, outcomes), say("Projects in each scenario (CSV)")),
            ("scenarios.json", "application/json", as_json(self._problem, outcomes), say("All of it (JSON)")),
        ])  # fmt: skip

    def _save(self) -> None:
        name = self.name.value.strip()
        outcome = self._current(name)
        replaces = None
        if self.may_replace.value:
            there = next((one for one in self._saved.values() if slug(one.scenario.name) == slug(name)), None)
            replaces = there.version if there else None
        self._scenarios.save(outcome, self.role.value, replaces)
        with self._guard.quietly():
            self.may_replace.value = False
        self.look()
        self.say("good", f"Saved as {quoted(name)}.")

    def _open_chosen(self) -> None:
        if not self.choose.value:
            self.say("watch", "Choose a saved scenario first.")
            return
        saved = self._scenarios.load(self.choose.value)
        self._open(saved)
        self.name.value = saved.scenario.name
        self.say("good", f"{quoted(saved.scenario.name)} is on the page now.")

    def _look_again(self) -> None:
        before = {one.version for one in self._saved.values()}
        self.look()
        same = before == {one.version for one in self._saved.values()}
        self.say("good", "Nobody else saved anything." if same else "The saved scenarios were read again; they have changed.")

    def _refuse(self, text: str) -> None:
        self.say("act", text)

    def say(self, kind: Kind, text: str) -> None:
        """Show a sentence about saving and opening."""
        self.told.value = panels.message(kind, text)


def _titled(saved: Saved) -> str:
    by = f", {saved.saved_by}" if saved.saved_by else ""
    return f"{saved.scenario.name} ({saved.saved_at[:10]}{by})"
