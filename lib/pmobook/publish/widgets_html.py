"""Widgets as plain HTML, and what changes about them, for pages that are live without a kernel and without a widget library."""

from __future__ import annotations

import html
import sys
from typing import Any, TypeGuard

import ipywidgets as widgets

__all__ = ["change_of", "children_of", "heard", "html_of"]

_SHOWN = ("value", "children", "options", "description", "disabled")
_LONGEST = 10_000
"""Characters that somebody may write into a field."""
_CLASSES = {
    widgets.VBox: "widget-box widget-vbox",
    widgets.HBox: "widget-box widget-hbox",
    widgets.HTML: "widget-html",
    widgets.FloatSlider: "widget-inline-hbox widget-slider",
    widgets.Text: "widget-inline-hbox widget-text",
    widgets.Dropdown: "widget-inline-hbox widget-dropdown",
    widgets.Checkbox: "widget-checkbox",
    widgets.Button: "jupyter-button",
}


def children_of(widget: Any) -> tuple[Any, ...]:  # noqa: ANN401 - ipywidgets has no types
    """Return what stands inside a widget; nothing if it is no box."""
    return tuple(widget.children) if isinstance(widget, widgets.Box) else ()


def html_of(widget: Any) -> str:  # noqa: ANN401 - ipywidgets has no types
    """Return a widget and everything in it as HTML, as it stands.

    Parameters
    ----------
    widget
        A box, or one of the widgets that the workbook's pages use. What people wrote is escaped; the value of an HTML widget is
        the workbook's own and is not.

    Raises
    ------
    TypeError
        If it is of another kind.
    """
    kind = type(widget)
    if kind not in _CLASSES:
        message = f"{kind.__name__} can't be shown without a kernel; there are {', '.join(one.__name__ for one in _CLASSES)}"
        raise TypeError(message)
    classes = html.escape(" ".join([_CLASSES[kind], *widget._dom_classes]))  # noqa: SLF001 - ipywidgets shows them nowhere else
    hidden = " hidden" if widget.layout.display == "none" else ""
    known = f'class="{classes}" data-widget="{widget.model_id}"{hidden}'
    if kind is widgets.Button:
        return f'<button type="button" {known}{" disabled" if widget.disabled else ""}>{html.escape(widget.description)}</button>'
    return f"<div {known}>{_inside(widget)}</div>"


def change_of(widget: Any, name: str) -> dict[str, Any]:  # noqa: ANN401 - ipywidgets has no types
    """Return what a page must do because one of a widget's values has changed; nothing if it shows none of it.

    Parameters
    ----------
    widget, name
        The widget and the name of what changed.
    """
    if name == "display":
        return {"hidden": widget.layout.display == "none"}
    if name not in _SHOWN:
        return {}
    if name == "value" and not isinstance(widget, widgets.HTML):
        return {"value": widget.value}
    if isinstance(widget, widgets.Button):
        return {"disabled": widget.disabled, "text": widget.description}
    return {"html": _inside(widget)}


def heard(widget: Any, said: object) -> Any:  # noqa: ANN401 - ipywidgets has no types
    """Return what a browser says that a widget's value is, as the widget keeps it.

    Raises
    ------
    ValueError
        If the widget can't have such a value.
    """
    if isinstance(widget, widgets.FloatSlider) and _is_number(said):
        return min(max(float(said), widget.min), widget.max)
    if isinstance(widget, widgets.Checkbox) and isinstance(said, bool):
        return said
    if isinstance(widget, widgets.Text) and isinstance(said, str) and len(said) <= _LONGEST:
        return said
    if isinstance(widget, widgets.Dropdown) and said in [value for _, value in _options(widget)]:
        return said
    message = f"a {type(widget).__name__} can't be {str(said)[:40]!r}"
    raise ValueError(message)


def _inside(widget: Any) -> str:  # noqa: ANN401 - ipywidgets has no types
    if isinstance(widget, widgets.Box):
        return "".join(map(html_of, widget.children))
    if isinstance(widget, widgets.HTML):
        return str(widget.value)
    own, label = f"w{widget.model_id}", html.escape(widget.description)
    if isinstance(widget, widgets.Checkbox):
        ticked = " checked" if widget.value else ""
        return f'<label class="widget-label-basic"><input type="checkbox" id="{own}"{ticked}>{label}</label>'
    return f'<label class="widget-label" for="{own}">{label}</label>{_field(widget, own)}'


def _field(widget: Any, own: str) -> str:  # noqa: ANN401 - ipywidgets has no types
    if isinstance(widget, widgets.FloatSlider):
        scale = f'min="{widget.min!r}" max="{widget.max!r}" step="{widget.step!r}" value="{widget.value!r}"'
        return f'<input type="range" id="{own}" {scale}>'
    if isinstance(widget, widgets.Text):
        asked, value = html.escape(widget.placeholder), html.escape(widget.value)
        return f'<input type="text" id="{own}" placeholder="{asked}" value="{value}" maxlength="{_LONGEST}" autocomplete="off">'
    options = "".join(
        f'<option value="{html.escape(str(value))}"{" selected" if value == widget.value else ""}>{html.escape(label)}</option>'
        for label, value in _options(widget)
    )
    return f'<select id="{own}">{options}</select>'


def _options(dropdown: Any) -> list[tuple[str, object]]:  # noqa: ANN401 - ipywidgets has no types
    """Return what can be chosen, label and value, however it was given."""
    return list(zip(dropdown._options_labels, dropdown._options_values, strict=True))  # noqa: SLF001 - whoever needs both


def _is_number(said: object) -> TypeGuard[float]:
    # A whole number may have more digits than a float can hold.
    return isinstance(said, int | float) and not isinstance(said, bool) and abs(said) <= sys.float_info.max
