"""A few fields to add a piece of evidence that is then attached to findings."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from pmobook.desk import panels
from pmobook.desk.guard import Guard
from pmobook.desk.session import Desk, Told
from pmobook.desk.sheet import EvidenceRow
from pmobook.method import forms

__all__ = ["EvidenceForm"]


class EvidenceForm:
    """The controls for a new row of the form evidence.

    Parameters
    ----------
    desk
        The session that saves.
    guard
        Wraps callbacks.
    after
        Called after a row was added.

    Attributes
    ----------
    box
        The widget to show.
    """

    def __init__(self, desk: Desk, guard: Guard, after: Callable[[], None]) -> None:
        self.desk, self._guard, self._after = desk, guard, after
        kinds = forms.form("evidence").column("kind").choices or {}
        self.evidence_id = widgets.Text(description="Id of the evidence")
        self.title = widgets.Text(description="What it is called")
        self.location = widgets.Text(description="Where it can be found again")
        self.kind = widgets.Dropdown(options=[("Not said", ""), *((one.capitalize(), one) for one in kinds)], description="Kind")
        self.dated = widgets.DatePicker(description="Day it bears")
        self.expires = widgets.DatePicker(description="No longer to be relied on from")
        self.add = widgets.Button(description="Add evidence")
        self.told = widgets.HTML()
        self.box = widgets.VBox([
            widgets.HTML('<div class="pmo-exhibit"><h3>New evidence</h3></div>'),
            widgets.HBox([self.evidence_id, self.title]), widgets.HBox([self.location, self.kind]),
            widgets.HBox([self.dated, self.expires]), self.add, self.told,
        ])  # fmt: skip
        self.box.add_class("pmo-desk-card")
        self.add.on_click(guard(lambda _button: self._add()))
        self.bring_up_to_date()

    def _add(self) -> None:
        told = self.desk.add_evidence(
            EvidenceRow(
                evidence_id=self.evidence_id.value,
                title=self.title.value,
                location=self.location.value,
                kind=self.kind.value,
                dated=self.dated.value.isoformat() if self.dated.value else "",
                seen_by=self.desk.role,
                expires=self.expires.value.isoformat() if self.expires.value else "",
            )
        )
        self._say(told)

    def _say(self, told: Told) -> None:
        if told.kind == "good":
            with self._guard.quietly():
                self.title.value = self.location.value = self.kind.value = ""
                self.dated.value = self.expires.value = None
                self.evidence_id.value = self.desk.next_evidence_id()
        self.told.value = panels.message(told.kind, told.text)
        self._after()

    def bring_up_to_date(self) -> None:
        """Let the fields be filled in only by somebody who may save them; propose the next free id."""
        with self._guard.quietly():
            for control in (self.evidence_id, self.title, self.location, self.kind, self.dated, self.expires, self.add):
                control.disabled = not self.desk.may_write
            if not self.evidence_id.value:
                self.evidence_id.value = self.desk.next_evidence_id()
