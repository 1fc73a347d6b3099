"""An executed notebook, read for a report: its sections, its exhibits, what it was run with."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import nbformat

from pmobook.errors import PmobookError
from pmobook.language import of_report
from pmobook.record.place import Place

__all__ = ["ExecutedNotebook", "Section", "read_executed"]

_HEADING = re.compile(r"<(h[1-6]|caption)\b[^>]*>(.*?)</\1>|<p class=\"pmo-caption\">(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s")
_LONGEST_TITLE = 90


@dataclass(frozen=True)
class Section:
    """An exhibit and what is said before it.

    Attributes
    ----------
    anchor
        Its name in the page's address.
    title
        What the exhibit calls itself, else the first sentence before it.
    """

    anchor: str
    title: str


@dataclass(frozen=True)
class ExecutedNotebook:
    """A notebook with its outputs.

    Attributes
    ----------
    notebook
        As nbformat reads it; every cell has an id.
    title
        Its first heading.
    sections
        One for each cell that shows something, in order.
    """

    notebook: Any
    title: str
    sections: tuple[Section, ...]

    @property
    def parameters(self) -> dict[str, object]:
        """What it was run with, in order of name."""
        return dict(sorted(self.notebook.metadata.get("papermill", {}).get("parameters", {}).items()))

    @property
    def run_id(self) -> str:
        """The run that executed it."""
        return str(self.parameters.get("run_id", ""))


def read_executed(place: Place) -> ExecutedNotebook:
    """Read an executed notebook.

    Raises
    ------
    PmobookError
        If the file is no notebook.
    """
    try:
        text = place.read_bytes().decode("utf-8")
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    except (
        nbformat.reader.NotJSONError,
        nbformat.ValidationError,
        UnicodeDecodeError,
        TypeError,
        AttributeError,
        KeyError,
    ) as error:
        message = f"{place} can't be read as a notebook: {str(error).splitlines()[0][:200]}. Run it again: pmobook run --force"
        raise PmobookError(message) from None
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number}")
        if cell.cell_type == "markdown":
            cell.source = of_report(cell.source)
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    title = place.name.removesuffix(".ipynb")
    head = first.strip().splitlines() or [title]
    return ExecutedNotebook(notebook, head[0].lstrip("# ").strip() or title, tuple(_sections(notebook)))


def _sections(notebook: Any) -> list[Section]:  # noqa: ANN401 - nbformat has no types
    shown, said = [], ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            said = cell.source
        elif cell.cell_type == "code" and "show" in cell.metadata.get("tags", ()) and cell.outputs:
            shown.append((cell.id, _heading(cell), _first_sentence(said)))
    # Two exhibits may begin with the same words; what is said before them tells them apart.
    counted = Counter(heading for _, heading, _ in shown)
    return [Section(anchor, heading if counted[heading] == 1 and heading else sentence) for anchor, heading, sentence in shown]


def _heading(cell: Any) -> str:  # noqa: ANN401 - nbformat has no types
    for output in cell.outputs:
        found = _HEADING.search("".join(output.get("data", {}).get("text/html", "")))
        if found:
            text = " ".join(html.unescape(_TAG.sub("", found[2] or found[3] or "")).split())
            if text:
                return _shortened(text)
    return ""


def _first_sentence(said: str) -> str:
    plain = " ".join(said.replace("#", " ").replace("*", "").replace("`", "").split())
    return _shortened(_SENTENCE.split(plain, maxsplit=1)[0].rstrip(".:;")) or "Untitled"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1].rstrip()}…"
