"""A notebook whose widgets are live in a browser without a kernel: its cells are run here, once for each page that is open."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import contextvars
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from pmobook.assess.wording import listed
from pmobook.language import of_report, say
from pmobook.publish.notebooks import with_parameters
from pmobook.publish.widgets_html import change_of, children_of, heard, html_of

__all__ = ["LivePage", "open_page"]

_LOG = logging.getLogger("pmobook.what_if")


@dataclass(eq=False)
class LivePage:
    """The widgets of one page that is open, on a thread of their own, as they would be in a kernel.

    Attributes
    ----------
    words
        What the notebook says above its widgets, as HTML.
    widget
        What it shows.
    seen
        When its browser was last heard of, on the monotonic clock.
    version
        How much has changed since it was opened.
    called
        Called, from another thread, when anything has changed.
    """

    words: str
    widget: Any
    loop: asyncio.AbstractEventLoop
    seen: float = field(default_factory=time.monotonic)
    version: int = 0
    called: Callable[[], None] = lambda: None
    _changes: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    _known: dict[str, Any] = field(default_factory=dict)
    _said: tuple[str, object] | None = None
    _failed: tuple[int, Sequence[str]] = (0, ())
    _one_at_a_time: threading.RLock = field(default_factory=threading.RLock)

    def html(self) -> str:
        """Return the widgets as they stand."""
        with self._one_at_a_time:
            return html_of(self.widget)

    def watch(self) -> None:
        """Note from here on what changes."""
        self._watch(self.widget)

    def changes(self, version: int) -> tuple[int, dict[str, dict[str, Any]]]:
        """Return the newest version, and what has changed since another, widget by widget."""
        with self._one_at_a_time:
            return self.version, {one: change for one, (at, change) in self._changes.items() if at > version}

    def trouble(self, version: int) -> str:
        """Return, as a sentence, what failed after a version; empty if nothing did."""
        with self._one_at_a_time:
            at, controls = self._failed
            return _said_of(controls) if at > version else ""

    def tell(self, events: Sequence[tuple[str, object]]) -> None:
        """Hand over what a browser says: values that somebody set, and clicks; they are taken in one after the other.

        Parameters
        ----------
        events
            Widget and its value, or ``None`` for a click. One that is not there any more is passed over.

        Raises
        ------
        ValueError
            If a widget can't have such a value; nothing is handed over then.
        """
        with self._one_at_a_time:
            known = [(self._known[one], said) for one, said in events if one in self._known]
        ready = [(widget, None if said is None else heard(widget, said)) for widget, said in known]
        self.loop.call_soon_threadsafe(self._take, ready)

    def close(self) -> None:
        """End the page and give back what it held."""
        with self._one_at_a_time:
            held, self._known, self._changes = list(self._known.values()), {}, {}
        with contextlib.suppress(RuntimeError):  # it has ended already
            self.loop.call_soon_threadsafe(self.loop.stop)
        for widget in held:
            for part in (widget, widget.layout, getattr(widget, "style", None)):
                if part is not None:
                    part.close()

    def _take(self, events: Sequence[tuple[Any, object]]) -> None:
        failed = []
        for widget, said in events:
            try:
                self._set(widget, said)
            except Exception:  # noqa: BLE001 - it is told and logged, and what was set after it is taken in
                _LOG.exception("a control failed: %s", widget.description)
                failed.append(str(widget.description))
        if failed:
            with self._one_at_a_time:
                self.version += 1
                self._failed = self.version, failed
                self.called()

    def _set(self, widget: Any, said: object) -> None:  # noqa: ANN401 - ipywidgets has no types
        if said is None:
            if hasattr(widget, "click"):
                widget.click()
            return
        self._said = widget.model_id, said
        try:
            widget.value = said
        finally:
            self._said = None

    def _watch(self, widget: Any) -> None:  # noqa: ANN401 - ipywidgets has no types
        if widget.model_id not in self._known:
            self._known[widget.model_id] = widget
            widget.observe(lambda change: self._note(widget, change["name"]))
            widget.layout.observe(lambda change: self._note(widget, change["name"]), "display")
        for child in children_of(widget):
            self._watch(child)

    def _note(self, widget: Any, name: str) -> None:  # noqa: ANN401 - ipywidgets has no types
        with self._one_at_a_time:
            if name == "children":
                self._watch(widget)
            if name == "value" and self._said == (widget.model_id, widget.value):
                return  # it stands there already, or somebody has gone on moving it
            if change := change_of(widget, name):
                self.version += 1
                _, before = self._changes.get(widget.model_id, (0, {}))
                self._changes[widget.model_id] = self.version, {**before, **change}
                self.called()


def _said_of(controls: Sequence[str]) -> str:
    named = listed([one or say("a control without a name") for one in dict.fromkeys(controls)])
    return say(
        "This failed: {controls}. Everything else that you set holds, and saved scenarios stay saved. Set it again, or load the "
        "page again.",
        controls=named,
    )


def open_page(notebook: Path, parameters: Mapping[str, str]) -> LivePage:
    """Run a notebook of the workbook and return what it shows, live.

    Parameters
    ----------
    notebook
        One of the workbook's own, whose last cell shows a widget.
    parameters
        What it is given.

    Raises
    ------
    Exception
        Whatever its cells raise.
    """
    loop, opened = asyncio.new_event_loop(), threading.Event()
    found: list[LivePage | Exception] = []

    def live() -> None:
        asyncio.set_event_loop(loop)
        loop.call_soon(begin)
        loop.run_forever()
        loop.close()

    def begin() -> None:
        try:
            page = LivePage(*_run(notebook, parameters), loop)
            page.watch()
            found.append(page)
        except Exception as error:  # noqa: BLE001 - it is raised again where somebody waits
            found.append(error)
            loop.stop()
        opened.set()

    # The page speaks the language of whoever opened it.
    threading.Thread(target=contextvars.copy_context().run, args=(live,), name="pmobook-live", daemon=True).start()
    opened.wait()
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _run(notebook: Path, parameters: Mapping[str, str]) -> tuple[str, Any]:
    """Run a notebook's cells in this process; give its words above the widget, and the widget."""
    cells = with_parameters(nbformat.read(notebook, as_version=4), parameters).cells  # type: ignore[no-untyped-call]
    names: dict[str, Any] = {}
    shown: Any = None
    for cell in (one for one in cells if one.cell_type == "code"):
        tree = ast.parse(cell.source)
        last = tree.body.pop() if "show" in cell.metadata.get("tags", ()) else None
        # The workbook's own notebook, as a kernel would run it; viewers can't name another, nor its parameters.
        exec(compile(tree, str(notebook), "exec"), names)  # noqa: S102
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), str(notebook), "eval"), names)  # noqa: S307
    written = MarkdownWithMath(renderer=IPythonRenderer(exclude_anchor_links=True))
    words = "\n".join(str(written.render(of_report(cell.source))) for cell in cells if cell.cell_type == "markdown")
    return words, shown
