"""Two fields to rate a practice in one project or team, beside the judgement on the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import ipywidgets as widgets

from pmobook.desk import panels
from pmobook.desk.guard import Guard
from pmobook.desk.progress import Item
from pmobook.desk.session import Desk

__all__ = ["InstanceForm"]


class InstanceForm:
    """The controls for a further finding on a practice of the chosen capability.

    Parameters
    ----------
    desk
        The session that saves.
    guard
        Wraps callbacks.
    after
        Called when there is more to be rated.

    Attributes
    ----------
    box
        The widget to show.
    """

    def __init__(self, desk: Desk, guard: Guard, after: Callable[[], None]) -> None:
        self.desk, self._guard, self._after = desk, guard, after
        self.practice = widgets.Dropdown(description="What was looked at")
        self.instance = widgets.Text(description="Project or team")
        self.add = widgets.Button(description="Rate it there")
        self.told = widgets.HTML()
        self.box = widgets.VBox([
            widgets.HTML('<div class="pmo-exhibit"><h3>In one project or team</h3></div>'),
            widgets.HBox([self.practice, self.instance, self.add]), self.told,
        ])  # fmt: skip
        self.box.add_class("pmo-desk-card")
        self.add.on_click(guard(lambda _button: self._add()))

    def _add(self) -> None:
        key = self.practice.value._replace(instance=self.instance.value.strip())
        told = self.desk.begin(key)
        self.told.value = panels.message(told.kind, told.text)
        if told.kind == "good":
            with self._guard.quietly():
                self.instance.value = ""
            self._after()

    def bring_up_to_date(self, items: Iterable[Item]) -> None:
        """Offer what the chosen capability has; only somebody who may save can begin."""
        options = tuple((item.title, item.key) for item in items if not item.key.instance)
        with self._guard.quietly():
            if tuple(self.practice.options) != options:
                self.practice.options = options
                self.practice.value = options[0][1]
                self.told.value = ""
            for control in (self.practice, self.instance, self.add):
                control.disabled = not self.desk.may_write
