"""Comparing goals as widgets, for an executive workshop: one slider a pair, weights and consistency at once."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from pmobook.desk import panels
from pmobook.desk.guard import Guard
from pmobook.desk.priorities_panels import ends_line, pair_line, weights_panel
from pmobook.desk.priorities_session import STEPS, PrioritiesDesk, SiblingGoals, nearest_step
from pmobook.desk.session import Told
from pmobook.inputs.engagement import Engagement
from pmobook.show.style import stylesheet
from pmobook.vocabulary import Quarter

__all__ = ["ComparisonDesk", "PairControl", "comparison_desk"]

_SLIDER_STYLE = """
.pmo-desk .widget-hslider{overflow:visible;padding-top:8px}
.pmo-desk .widget-hslider .slider-container{flex:none;height:30px;overflow:visible}
.pmo-desk .widget-hslider .noUi-handle{background:var(--pmo-navy);border-color:var(--pmo-navy);width:22px;height:22px;top:-10px}
.pmo-desk .widget-hslider [disabled] .noUi-handle{background:#8A94A2;border-color:#8A94A2}
.pmo-desk-ends{display:flex;justify-content:space-between;gap:16px}.pmo-desk-ends span:last-child{text-align:right}
"""


def comparison_desk(engagement: Engagement, business_unit: str, quarter: str) -> Any:  # noqa: ANN401 - a widget
    """Return the comparison of goals, ready to be shown. Nothing is written until somebody enters a role and answers.

    Parameters
    ----------
    engagement
        Whose goals are compared.
    business_unit, quarter
        Which pack holds them.

    Raises
    ------
    PmobookError
        If there is no such business unit, or the text is no quarter.
    """
    return ComparisonDesk(PrioritiesDesk(engagement, business_unit, Quarter.parse(quarter))).box


class PairControl:
    """One pair of goals: what was answered in words, a slider, and buttons for equal and not answered.

    Attributes
    ----------
    box
        The widget to show.
    slider
        From the first goal nine times as important (left) to the second (right).
    """

    def __init__(self, pair: tuple[str, str], titles: dict[str, str], guard: Guard, answered: Any) -> None:  # noqa: ANN401 - called back
        self.pair = pair
        self._titles = tuple(titles[goal] for goal in pair)
        self._guard = guard
        self.said = widgets.HTML()
        self.slider = widgets.SelectionSlider(
            options=[(self._label(step), step) for step in STEPS], value="1", continuous_update=False, readout=False
        )
        self.slider.layout.width = "100%"
        self.equal = widgets.Button(description="Equal", tooltip=f"{' and '.join(self._titles)} are equally important")
        self.clear = widgets.Button(description="Not answered", tooltip="Take the answer back")
        self.slider.observe(guard(lambda change: answered(self, change["new"])), "value")
        self.equal.on_click(guard(lambda _button: answered(self, "1")))
        self.clear.on_click(guard(lambda _button: answered(self, "")))
        ends = widgets.HTML(ends_line(*self._titles))
        self.box = widgets.VBox([self.said, self.slider, ends, widgets.HBox([self.equal, self.clear])])
        self.box.add_class("pmo-desk-card")

    def _label(self, step: str) -> str:
        if step == "1":
            return "equal"
        times, title = (step.removeprefix("1/"), self._titles[1]) if step.startswith("1/") else (step, self._titles[0])
        return f"{times} times: {title}"

    def bring_up_to_date(self, preference: str, *, may_write: bool) -> None:
        """Show an answer without giving one."""
        with self._guard.quietly():
            self.slider.value = nearest_step(preference)
        self.said.value = pair_line(self._titles[0], self._titles[1], preference)
        self.slider.disabled = self.equal.disabled = not may_write
        self.clear.disabled = not may_write or not preference


class ComparisonDesk:
    """All pairs of goals of one pack, who judges, and what the answers come to.

    Attributes
    ----------
    box
        The widget to show.
    pairs
        One control a pair of goals that serve the same wider goal.
    """

    def __init__(self, desk: PrioritiesDesk) -> None:
        self.desk = desk
        self._guard = Guard(lambda text: self._say(Told("act", text)))
        self.message = widgets.HTML()
        self.problems, self.weights = widgets.HTML(), widgets.HTML()
        self.judge = widgets.Combobox(
            description="Your role (required)", placeholder="such as Finance Director", options=desk.judges,
            ensure_option=False, continuous_update=False,
        )  # fmt: skip
        self.look = widgets.Button(description="Look for others' answers")
        self.pairs: list[PairControl] = []
        self.left = widgets.VBox([])
        columns = widgets.HBox([self.left, widgets.VBox([self.weights])])
        choices = widgets.HBox([self.judge, self.look])
        self.box = widgets.VBox(
            [widgets.HTML(_style()), widgets.HTML(_heading(desk)), choices, self.message, self.problems, columns]
        )
        for widget, name in ((self.box, "pmo-desk"), (choices, "pmo-desk-choices"), (columns, "pmo-desk-columns"),
                             (columns.children[1], "pmo-desk-beside")):  # fmt: skip
            widget.add_class(name)
        self.judge.observe(self._guard(lambda change: self._sit_down(change["new"])), "value")
        self.look.on_click(self._guard(lambda _button: self._look()))
        self._build()
        self._say(Told("watch", "Enter your role: until then everything is shown and nothing can be changed."))

    def _build(self) -> None:
        """Build the controls of every pair; done anew only if the goals themselves changed."""
        self._built_for = self.desk.sets
        self.pairs, shown = [], []
        for group in self._built_for:
            titles = dict(group.goals)
            controls = [PairControl(pair, titles, self._guard, self._answer) for pair in group.pairs]
            self.pairs += controls
            shown += [widgets.HTML(_group_heading(group)), *(control.box for control in controls)]
        self.left.children = shown
        self._bring_up_to_date()

    def _sit_down(self, judge: str) -> None:
        told = self.desk.sit_down(judge)
        self._bring_up_to_date()
        self._say(told)

    def _look(self) -> None:
        self.desk.refresh()
        if self.desk.sets != self._built_for:
            self._build()
        self._bring_up_to_date()
        self._say(Told("good", "The pack was read again."))

    def _answer(self, control: PairControl, wanted: str) -> None:
        told = self.desk.answer(*control.pair, wanted)
        self._bring_up_to_date()
        self._say(told)

    def _bring_up_to_date(self) -> None:
        desk = self.desk
        for control in self.pairs:
            control.bring_up_to_date(desk.preference(*control.pair), may_write=desk.may_write)
        self.weights.value = "".join(
            weights_panel(group, desk.own_weights(group), desk.weights_of_all(group), desk.judge) for group in desk.sets
        )
        reason = desk.pack.read_only_because
        self.problems.value = panels.problems_panel(reason, desk.pack.problems) if reason else ""

    def _say(self, told: Told) -> None:
        self.message.value = panels.message(told.kind, told.text)


def _heading(desk: PrioritiesDesk) -> str:
    name = desk.engagement.business_unit(desk.business_unit).name
    said = (
        f"{desk.engagement.parameters.organisation}, {desk.quarter}. Which of two goals is more important, and how many times? "
        f"1 equal, 3 somewhat, 5 clearly, 7 very much, 9 extremely. Every answer is saved in {desk.pack.shown_as}."
    )
    return f'<div class="pmo-exhibit"><h2>{html.escape(name)}: priorities</h2><p class="pmo-note">{html.escape(said)}</p></div>'


def _group_heading(group: SiblingGoals) -> str:
    title = f"Sub-goals of {group.title}" if group.parent else "Goals at the top"
    return f'<div class="pmo-exhibit"><h3>{html.escape(title)}</h3></div>'


def _style() -> str:
    own = Path(__file__).with_name("desk.css").read_text(encoding="utf-8")
    return f"<style>{stylesheet()}\n{own}\n{_SLIDER_STYLE}</style>"
