"""What stands around every page that needs no server: style, one small script, what a browser may load."""

from __future__ import annotations

import base64
import functools
import hashlib
from pathlib import Path
from typing import Any

import jinja2

from pmobook import __version__
from pmobook.language import language, say, say_many, word
from pmobook.method.places import workbook_folder
from pmobook.publish.site import template_folder
from pmobook.show.style import stylesheet

__all__ = ["furniture", "render", "static_folder"]


def static_folder() -> Path:
    """Return the folder of the templates of pages that need no server."""
    return workbook_folder() / "templates" / "static"


def furniture(title: str, subtitle: str, home: str) -> dict[str, Any]:
    """Return what the template puts around a page.

    Parameters
    ----------
    title
        What a browser's tab says.
    subtitle
        What kind of pages these are; stands in the head of each.
    home
        The file that the head leads to.
    """
    return {
        "title": title,
        "subtitle": subtitle,
        "home": home,
        "style": f"{stylesheet()}{_text('page.css')}{_text('static.css')}",
        "script": _script(),
        "policy": _policy(),
        "version": __version__,
        "language": language(),
        "say": say,
        "say_many": say_many,
        "word": word,
    }


def render(template: str, resources: dict[str, Any], **values: object) -> bytes:
    """Return a page made from a template; what isn't marked as HTML is escaped."""
    text = _environment().get_template(template).render(resources={"pmobook": resources}, **values)
    return text.encode("utf-8", "replace")  # half a surrogate pair can't be written


@functools.cache
def _environment() -> jinja2.Environment:
    folders = [str(static_folder()), str(template_folder()), str(template_folder().with_name("what_if"))]
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folders), autoescape=True)


@functools.cache
def _text(name: str) -> str:
    folder = static_folder() if (static_folder() / name).is_file() else template_folder()
    return (folder / name).read_text(encoding="utf-8").strip()


def _script() -> str:
    return "\n".join(_text(name) for name in ("theme.js", "exhibits.js", "static.js", "sections.js"))


@functools.cache
def _policy() -> str:
    """Let a browser run our one script, whose digest is named here, and fetch nothing at all."""
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "form-action 'none'; base-uri 'none'"
    )
