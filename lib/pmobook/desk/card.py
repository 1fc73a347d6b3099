"""One practice on the desk: what it says, its rating, evidence, note and status, and a conflict to settle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import ipywidgets as widgets

from pmobook.desk import panels, review
from pmobook.desk.guard import Guard
from pmobook.desk.progress import Item
from pmobook.desk.session import Desk, Told
from pmobook.method import forms
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["PracticeCard"]

_NO_RATING = ("Not rated yet", "")
_ATTACH = ("Choose evidence to attach", "")
_STEP = ("Choose a step", "")


class PracticeCard:
    """The controls of one finding.

    Parameters
    ----------
    desk
        The session that saves.
    item
        What is rated.
    guard
        Wraps callbacks.
    after
        Called after a change, to bring the rest of the desk up to date.

    Attributes
    ----------
    box
        The widget to show.
    """

    def __init__(self, desk: Desk, item: Item, guard: Guard, after: Callable[[], None]) -> None:
        self.desk, self.item, self._guard, self._after = desk, item, guard, after
        short = item.title.removeprefix("Practice ")
        self.told = widgets.HTML()
        self.box = widgets.VBox([
            widgets.HTML(panels.item_panel(item)), *self._finding(short), self._review(short), *self._conflict(short), self.told,
        ])  # fmt: skip
        self.box.add_class("pmo-desk-card")
        self._listen()
        self._ask_for_reason()
        self.bring_up_to_date()

    def _finding(self, short: str) -> list[Any]:
        choices = [*(forms.form("practices").column("finding").choices or {}), NOT_ASSESSED]
        options = [_NO_RATING, *((one.capitalize(), one) for one in choices)]
        self.rating = widgets.Dropdown(options=options, description=f"Rating, {short}")
        self.weakness = widgets.Checkbox(description=f"Significant weakness, {short}", indent=False)
        self.evidence = widgets.Text(description=f"Evidence ids, {short}", placeholder="such as E12;E15", continuous_update=False)
        self.attach = widgets.Dropdown(options=[_ATTACH], description=f"Attach evidence, {short}")
        self.note = widgets.Textarea(description=f"Note, {short}", rows=2, continuous_update=False)
        self.standing = widgets.HTML()
        return [widgets.HBox([self.rating, self.weakness]), widgets.HBox([self.evidence, self.attach]), self.note, self.standing]

    def _review(self, short: str) -> Any:  # noqa: ANN401 - a widget
        options = [_STEP, *((one.capitalize(), one) for one in review.STEPS)]
        self.step = widgets.Dropdown(options=options, description=f"Review, {short}")
        self.reason = widgets.Text(description=f"Reason for returning, {short}")
        self.take = widgets.Button(description=f"Take this step, {short}")
        return widgets.HBox([self.step, self.reason, self.take])

    def _conflict(self, short: str) -> list[Any]:
        self.versions = widgets.HTML()
        self.keep_mine = widgets.Button(description=f"Keep mine, {short}")
        self.keep_theirs = widgets.Button(description=f"Keep theirs, {short}")
        self.choice = widgets.HBox([self.keep_mine, self.keep_theirs])
        return [self.versions, self.choice]

    def _listen(self) -> None:
        guard = self._guard
        self.rating.observe(guard(lambda change: self._rated(change["new"])), "value")
        self.weakness.observe(guard(lambda change: self._edit(significant_weakness="yes" if change["new"] else "no")), "value")
        self.evidence.observe(guard(lambda change: self._edit(evidence_ids=tuple(change["new"].split(";")))), "value")
        self.attach.observe(guard(lambda change: self._attach(change["new"])), "value")
        self.note.observe(guard(lambda change: self._edit(note=change["new"])), "value")
        self.step.observe(guard(lambda _change: self._ask_for_reason()), "value")
        self.take.on_click(guard(lambda _button: self._step(self.step.value)))
        self.keep_mine.on_click(guard(lambda _button: self._choose("mine")))
        self.keep_theirs.on_click(guard(lambda _button: self._choose("theirs")))

    def _rated(self, finding: str) -> None:
        if finding:
            self._edit(finding=finding)
        elif self.desk.row(self.item.key).finding:
            self._say(Told("watch", "A rating that was given stays on record; choose Not assessed to take it back."))

    def _attach(self, evidence_id: str) -> None:
        if evidence_id:
            self._edit(evidence_ids=(*self.desk.row(self.item.key).evidence_ids, evidence_id))

    def _edit(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of a row
        self._say(self.desk.edit(self.item.key, **changes))

    def _ask_for_reason(self) -> None:
        self.reason.layout.display = None if self.step.value == "return" else "none"

    def _step(self, step: review.Step | Literal[""]) -> None:
        if not step:
            self._say(Told("watch", "Choose a step first."))
            return
        told = self.desk.take([self.item.key], step, self.reason.value)
        if told.kind == "good":
            with self._guard.quietly():
                self.step.value = self.reason.value = ""
                self._ask_for_reason()
        self._say(told)

    def _choose(self, keep: Literal["mine", "theirs"]) -> None:
        self._say(self.desk.choose(self.item.key, keep))
        # The two buttons are gone now; without this the keyboard's place would be lost with them. The choice of a step has been
        # open all along: what has only just been enabled may not be yet when the browser is told to go there.
        self.step.focus()

    def _say(self, told: Told) -> None:
        self.told.value = panels.message(told.kind, told.text)
        self._after()

    def bring_up_to_date(self) -> None:
        """Show the finding as it stands; only what differs is touched, so that the keyboard's place is kept."""
        desk, key = self.desk, self.item.key
        row, known, conflict = desk.row(key), desk.pack.evidence, desk.conflicts.get(key)
        with self._guard.quietly():
            self.rating.value = row.finding
            self.weakness.value = row.significant_weakness == "yes"
            self.evidence.value = ";".join(row.evidence_ids)
            others = [one for one in known.values() if one.evidence_id not in row.evidence_ids]
            options = (_ATTACH, *((f"{one.evidence_id}: {one.title}", one.evidence_id) for one in others))
            if tuple(self.attach.options) != options:
                self.attach.options = options
            self.attach.value = ""
            self.note.value = row.note
            self.standing.value = panels.standing_line(row, known, desk.policy.last_day.isoformat())
            self.versions.value = panels.conflict_panel(conflict) if conflict else ""
            self.choice.layout.display = None if conflict else "none"
            self._allow(in_conflict=conflict is not None)

    def _allow(self, *, in_conflict: bool) -> None:
        desk, row = self.desk, self.desk.row(self.item.key)
        may_edit = desk.may_write and not in_conflict and review.refusal(row, "edit", desk.role) is None
        for control in (self.rating, self.weakness, self.evidence, self.attach, self.note):
            control.disabled = not may_edit
        # Which steps are open depends on who asks; a refusal says so, and a control that stays keeps the keyboard's place.
        for control in (self.step, self.reason, self.take):
            control.disabled = not desk.may_write or not row.finding
