"""Every text that a page or an export can show, with where it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from pmobook.language.codes import CODES
from pmobook.method.in_language import TEXT_KEYS
from pmobook.method.places import workbook_folder
from pmobook.method.yaml_text import load_yaml
from pmobook.record.tables import TABLES
from pmobook.show.subjects import SUBJECTS

__all__ = ["Text", "gather_texts"]

_PACKAGE = Path(__file__).resolve().parents[2]
_NOT_SHOWN = {"model_lint.yaml"}
_SAID_MANY = re.compile(r"""\bsay_many\(\s*"([^"]*)",\s*"([^"]*)\"""")
_SAID = re.compile(r"""\bsay\(\s*"((?:[^"\\]|\\.)*)"|\bsay\(\s*'((?:[^'\\]|\\.)*)'""")
_CODE_LIKE = re.compile(r"[a-z0-9_.:/-]*\Z")


@dataclass(frozen=True)
class Text:
    """A text to be translated.

    Attributes
    ----------
    sentence
        In English.
    where
        The file that it stands in, below the project's folder, and its line.
    many
        The same about several things; empty if it isn't about a number.
    context
        ``code`` for our words for a standing, ``method`` for texts of the method, ``report`` for those of notebooks.
    is_noun
        It says how many of something there are, and stands within other texts.
    """

    sentence: str
    where: tuple[str, int]
    many: str = ""
    context: str = ""
    is_noun: bool = False


def gather_texts() -> Iterator[Text]:
    """Yield the texts of the code, recorded columns, the method, notebooks and templates; the same text may come twice."""
    root = workbook_folder()
    for path in sorted(_PACKAGE.rglob("*.py")):
        yield from _of_code(ast.parse(path.read_text(encoding="utf-8")), f"lib/pmobook/{path.relative_to(_PACKAGE).as_posix()}")
    for code in sorted(CODES):
        yield Text(code, ("lib/pmobook/language/codes.py", 1), context="code")
    for table in sorted({subject.table for subject in SUBJECTS.values()}):
        for column in TABLES[table].own_columns:
            yield Text(column.meaning, ("lib/pmobook/record/tables/schema.py", 1), context="method")
    for path in sorted((root / "params" / "method").rglob("*.yaml")):
        if path.name not in _NOT_SHOWN and path.parent.name != "forms":
            yield from _of_method(load_yaml(path), "", (path.relative_to(root).as_posix(), 1))
    shown = (root / "notebooks").glob("[0-9]*.ipynb")
    for path in (*sorted(shown), root / "notebooks" / "scorecards" / "portfolio_what_if.ipynb"):
        yield from _of_notebook(path, path.relative_to(root).as_posix())
    for path in sorted((root / "templates").rglob("*.j2")):
        yield from _of_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())


def _of_code(tree: ast.AST, where: str) -> Iterator[Text]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        given = [one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in node.args]
        place = (where, node.lineno)
        if name in {"say", "said_later"} and given[0]:
            yield Text(given[0], place)
        elif name == "say_many" and given[0] and given[1]:
            yield Text(given[0], place, given[1])
        elif name == "counted" and len(given) > 1 and given[1]:
            plural = given[2] if len(given) > 2 and given[2] else f"{given[1]}s"
            yield Text(f"{{n}} {given[1]}", place, f"{{n}} {plural}", is_noun=True)


def _of_method(value: Any, key: str, where: tuple[str, int]) -> Iterator[Text]:  # noqa: ANN401 - a piece of YAML
    if isinstance(value, str):
        if key in TEXT_KEYS and not _CODE_LIKE.match(value):
            yield Text(value, where, context="method")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _of_method(one, key if key in TEXT_KEYS and not isinstance(one, dict | list) else str(name), where)
    elif isinstance(value, list):
        for one in value:
            yield from _of_method(one, key, where)


def _of_notebook(path: Path, where: str) -> Iterator[Text]:
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            yield Text(cell.source, (where, number), context="report")


def _of_template(text: str, where: str) -> Iterator[Text]:
    for found in _SAID.finditer(text):
        sentence = found[1] or found[2]
        yield Text(re.sub(r"\\(.)", r"\1", sentence), (where, text.count("\n", 0, found.start()) + 1))
    for found in _SAID_MANY.finditer(text):
        yield Text(found[1], (where, text.count("\n", 0, found.start()) + 1), found[2])
