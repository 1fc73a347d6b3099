"""Every command, parameter and environment variable that there is stands on its page in docs, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from pmobook.cli import app
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import EngagementParameters

ROOT = Path(__file__).resolve().parents[1]


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of its kind."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def _named_first(table: str) -> set[str]:
    """Return what the first cells of a table name as code."""
    firsts = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in firsts for name in re.findall(r"`([^`]+)`", cell)}


def _commands() -> Iterator[tuple[str, set[str]]]:
    """Yield each command's name with its options."""
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        for inner, one in getattr(command, "commands", {"": command}).items():
            yield f"{name} {inner}".strip(), {option for parameter in one.params for option in parameter.opts}


def test_every_command_stands_on_the_page_of_commands_and_no_other() -> None:
    table = _page("commands.md").split("\n## ", 1)[0]
    told = {re.sub(r"( [A-Z…]+| -[a-z])+$", "", name) for name in _named_first(table)}
    assert told == {name for name, _ in _commands()}


@pytest.mark.parametrize(
    ("model", "heading"), [(EngagementParameters, "`engagement.yaml`"), (BusinessUnit, "`business_units/<id>.yaml`")]
)
def test_every_key_stands_on_the_page_of_the_engagement_and_no_other(model: type[BaseModel], heading: str) -> None:
    assert _named_first(_section(_page("engagement.md"), heading)) == set(model.model_fields)


def test_every_environment_variable_stands_on_the_page_of_commands() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib").rglob("*.py"))
    read = set(re.findall(r"^[\w: ]+ = \"(PMOBOOK_[A-Z_]+)\"", code, flags=re.MULTILINE))
    assert read
    assert _named_first(_section(_page("commands.md"), "Environment variables")) == read


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda one: str(one.relative_to(ROOT)))
def test_every_command_and_option_that_a_page_tells_of_exists(path: Path) -> None:
    commands = dict(_commands())
    groups = {name.split()[0] for name in commands if " " in name}
    text = path.read_text(encoding="utf-8")
    told = re.findall(r"^ *(?:\.venv\S+bin\S)?pmobook ([a-z][^\n]*)", text, flags=re.MULTILINE)
    told += re.findall(r"`pmobook ([a-z][^`]*)`", text)
    wrong = []
    for line in told:
        words = line.split("#")[0].split()
        name = " ".join(words[:2]) if words[0] in groups and len(words) > 1 else words[0]
        if words[0] in groups and len(words) == 1:
            continue
        known = commands.get(name)
        if known is None:
            wrong.append(line)
        else:
            wrong += [line for word in re.findall(r"(?<!\S)\[?(--[a-z-]+|-[a-z])\b", line) if word not in known]
    assert wrong == []


@pytest.mark.parametrize("path", PAGES, ids=lambda one: str(one.relative_to(ROOT)))
def test_every_link_to_a_heading_leads_to_one(path: Path) -> None:
    wrong = []
    for target, anchor in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", path.read_text(encoding="utf-8")):
        text = (path.parent / target).read_text(encoding="utf-8") if target else path.read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), flags=re.MULTILINE)
        slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
        wrong += [f"{target}#{anchor}"] if anchor not in slugs and f'id="{anchor}"' not in text else []
    assert wrong == []
