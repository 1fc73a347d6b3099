"""The consultant's desk as widgets, in JupyterLab or through Voila."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from pmobook.desk import panels
from pmobook.desk.card import PracticeCard
from pmobook.desk.evidence_form import EvidenceForm
from pmobook.desk.guard import Guard
from pmobook.desk.instance_form import InstanceForm
from pmobook.desk.progress import not_counted, progress_of
from pmobook.desk.session import Desk, Told
from pmobook.inputs.engagement import Engagement
from pmobook.show.style import stylesheet
from pmobook.vocabulary import Quarter

__all__ = ["AssessmentDesk", "assessment_desk"]


def assessment_desk(engagement: Engagement, business_unit: str, quarter: str) -> Any:  # noqa: ANN401 - a widget
    """Return the desk, ready to be shown. Nothing is written until somebody enters a role and changes something.

    Parameters
    ----------
    engagement
        Whose packs are rated.
    business_unit, quarter
        Which pack to open first.

    Raises
    ------
    PmobookError
        If there is no such business unit, or the text is no quarter.
    """
    return AssessmentDesk(Desk(engagement, business_unit, Quarter.parse(quarter))).box


class AssessmentDesk:
    """The whole desk: whose hand, which pack, which capability; its practices; the level and the progress beside them.

    Attributes
    ----------
    box
        The widget to show.
    cards
        The practices of the chosen capability; only theirs are built.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.cards: list[PracticeCard] = []
        self.message = widgets.HTML()
        self._guard = Guard(lambda text: self._say(Told("act", text)))
        self._build()
        self._listen()
        self._open_pack()

    def _build(self) -> None:
        units = self.desk.engagement.business_units
        self.role = widgets.Text(description="Your role (required)", placeholder="such as Lead assessor", continuous_update=False)
        self.unit = widgets.Dropdown(options=[(one.name, key) for key, one in units.items()], value=self.desk.business_unit,
                                     description="Business unit")  # fmt: skip
        self.quarter = widgets.Dropdown(options=self._quarters(), value=str(self.desk.quarter), description="Quarter")
        self.area = widgets.Dropdown(description="Focus area")
        self.capability = widgets.Dropdown(description="Capability")
        self.look = widgets.Button(description="Look for others' changes")
        self.heading, self.problems = widgets.HTML(), widgets.HTML()
        self.level, self.progress = widgets.HTML(), widgets.HTML()
        self.submit_all = widgets.Button(description="Submit all my findings here")
        self.validate_all = widgets.Button(description="Validate all submitted here")
        self.practices = widgets.VBox([])
        self.instance = InstanceForm(self.desk, self._guard, self._look)
        self.new_evidence = EvidenceForm(self.desk, self._guard, self._bring_up_to_date)
        choices = widgets.HBox([self.role, self.unit, self.quarter, self.area, self.capability, self.look])
        all_at_once = widgets.HBox([self.submit_all, self.validate_all])
        self.left = widgets.VBox([all_at_once, self.practices, self.instance.box, self.new_evidence.box])
        right = widgets.VBox([self.level, self.progress])
        columns = widgets.HBox([self.left, right])
        self.box = widgets.VBox([widgets.HTML(_style()), self.heading, choices, self.message, self.problems, columns])
        for widget, name in ((self.box, "pmo-desk"), (choices, "pmo-desk-choices"), (all_at_once, "pmo-desk-all"),
                             (columns, "pmo-desk-columns"), (right, "pmo-desk-beside")):  # fmt: skip
            widget.add_class(name)

    def _quarters(self) -> list[str]:
        known = {*self.desk.engagement.quarters(self.desk.business_unit), self.desk.quarter}
        return [str(one) for one in sorted(known, reverse=True)]

    def _listen(self) -> None:
        guard = self._guard
        self.role.observe(guard(lambda change: self._sit_down(change["new"])), "value")
        self.unit.observe(guard(lambda change: self._turn_to(change["new"], None)), "value")
        self.quarter.observe(guard(lambda change: self._turn_to(self.desk.business_unit, change["new"])), "value")
        self.area.observe(guard(lambda _change: self._choose_area()), "value")
        self.capability.observe(guard(lambda _change: self._look()), "value")
        self.look.on_click(guard(lambda _button: self._look(tell=True)))
        self.submit_all.on_click(guard(lambda _button: self._take_all("submit")))
        self.validate_all.on_click(guard(lambda _button: self._take_all("validate")))

    def _open_pack(self) -> None:
        """Show the pack that the session has open, from its first focus area on."""
        model = self.desk.model
        with self._guard.quietly():
            self.quarter.options = self._quarters()
            self.quarter.value = str(self.desk.quarter)
            self.area.options = [(area.title, area.area_id) for area in model.areas]
            self.area.value = model.areas[0].area_id
        self._choose_area()
        if not self.desk.role:
            self._say(Told("watch", "Enter your role: until then everything is shown and nothing can be changed."))

    def _choose_area(self) -> None:
        area = next(one for one in self.desk.model.areas if one.area_id == self.area.value)
        with self._guard.quietly():
            self.capability.options = [(one.title, one.capability_id) for one in area.capabilities]
            self.capability.value = area.capabilities[0].capability_id
        self._look()

    def _look(self, *, tell: bool = False) -> None:
        """Read the pack again and show the chosen capability."""
        before = self.desk.pack
        self.desk.refresh()
        items = self.desk.items(self.capability.value)
        if [card.item for card in self.cards] != list(items):
            self.cards = [PracticeCard(self.desk, item, self._guard, self._bring_up_to_date) for item in items]
            self.practices.children = [card.box for card in self.cards]
        self._bring_up_to_date()
        if tell:
            same = self.desk.pack == before
            self._say(Told("good", "Nobody else changed anything." if same else "The pack was read again; it has changed."))

    def _sit_down(self, role: str) -> None:
        self.desk.role = role.strip()
        self._bring_up_to_date()
        told = Told("good", f"Every change is saved at once, as changed by {self.desk.role}.") if self.desk.role else None
        self._say(told or Told("watch", "Without a role nothing can be changed."))

    def _turn_to(self, business_unit: str, quarter: str | None) -> None:
        if self.desk.unsaved:
            with self._guard.quietly():
                self.unit.value, self.quarter.value = self.desk.business_unit, str(self.desk.quarter)
            self._say(Told("act", f"{len(self.desk.unsaved)} of your findings are not saved yet. Complete or settle them first."))
            return
        chosen = Quarter.parse(quarter) if quarter else self.desk.quarter
        role = self.desk.role
        self.desk = Desk(self.desk.engagement, business_unit, chosen)
        self.desk.role = role
        self.cards = []
        self.instance = InstanceForm(self.desk, self._guard, self._look)
        self.new_evidence = EvidenceForm(self.desk, self._guard, self._bring_up_to_date)
        self.left.children = [*self.left.children[:-2], self.instance.box, self.new_evidence.box]
        self._open_pack()

    def _take_all(self, step: Any) -> None:  # noqa: ANN401 - submit or validate
        self._say(self.desk.take(self.desk.ready(self.capability.value, step), step))
        self._bring_up_to_date()

    def _say(self, told: Told) -> None:
        self.message.value = panels.message(told.kind, told.text)

    def _bring_up_to_date(self) -> None:
        """Show everything as it now stands, without building anything anew."""
        desk = self.desk
        for card in self.cards:
            card.bring_up_to_date()
        self.instance.bring_up_to_date(card.item for card in self.cards)
        self.new_evidence.bring_up_to_date()
        for button in (self.submit_all, self.validate_all):
            button.disabled = not desk.may_write
        self.heading.value = _heading(desk)
        self.problems.value = _problems(desk)
        left_out = not_counted(desk.pack.practices, desk.policy.counted)
        self.level.value = panels.level_panel(desk.model, self.capability.value, desk.standing(self.capability.value), left_out)
        self.progress.value = panels.progress_panel(_progress(desk))


def _heading(desk: Desk) -> str:
    name = desk.engagement.business_unit(desk.business_unit).name
    said = f"{desk.engagement.parameters.organisation}, {desk.quarter}. Everything is saved in {desk.pack.shown_as}."
    return f'<div class="pmo-exhibit"><h2>{html.escape(name)}: assessment</h2><p class="pmo-note">{html.escape(said)}</p></div>'


def _problems(desk: Desk) -> str:
    shown = []
    if waiting := [key.practice_id or f"{key.capability_id}, level {key.level}" for key in desk.unsaved]:
        shown.append(panels.problems_panel(f"Not saved yet: {'; '.join(waiting)}.", ()))
    if desk.pack.read_only_because:
        shown.append(panels.problems_panel(desk.pack.read_only_because, desk.pack.problems))
    if others := desk.problems_elsewhere():
        heading = "The pack has problems in other places. Rating can go on; the pack is not assessed until they are mended."
        shown.append(panels.problems_panel(heading, others))
    return "".join(shown)


def _progress(desk: Desk) -> list[tuple[str, Any]]:
    def of(capabilities: Any) -> Any:  # noqa: ANN401 - capabilities in, counts out
        return progress_of(capabilities, desk.model.highest_level, desk.pack.practices, desk.pack.evidence, desk.policy)

    areas = [(area.title, of(area.capabilities)) for area in desk.model.areas]
    return [*areas, ("All focus areas", of(desk.model.capabilities))]


def _style() -> str:
    own = Path(__file__).with_name("desk.css").read_text(encoding="utf-8")
    return f"<style>{stylesheet()}\n{own}</style>"
