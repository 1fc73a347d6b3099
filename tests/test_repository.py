"""What stands in the repository speaks of the project alone, loads nothing from elsewhere, and is where it should be."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = {".py", ".md", ".yaml", ".yml", ".toml", ".ipynb", ".j2", ".css", ".js", ".html", ".json", ".csv", ".txt", ""}


def _tracked() -> list[Path]:
    """Return the files that git tracks, or every file outside hidden folders where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.parts)]


FILES = [path for path in _tracked() if path.suffix in TEXT and path.name != "requirements.lock"]


def _holding(pattern: str, suffixes: set[str] | None = None) -> list[str]:
    expression = re.compile(pattern, flags=re.IGNORECASE)
    found = []
    for path in FILES:
        if path == Path(__file__) or (suffixes and path.suffix not in suffixes):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if expression.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return found


def test_the_design_s_folders_are_there() -> None:
    for name in ("notebooks/scorecards", "params/method", "params/demo", "params/gmpp", "templates/voila/pmobook", "lib/pmobook"):
        assert (ROOT / name).is_dir(), name
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "environment.yml", "Makefile", ".ci/run"):
        assert (ROOT / name).is_file(), name


def test_no_page_loads_anything_from_another_host() -> None:
    pattern = r"(src|href|url|import)\s*[=(:]?\s*[\"'(]?\s*(https?:)?//(?!www\.w3\.org)[a-z]"
    assert _holding(pattern, {".j2", ".css", ".js", ".html"}) == []


def test_no_path_of_one_machine_stands_anywhere() -> None:
    assert _holding(r"(^|[\s\"'(=])/(root|home|work|tmp)/\w", {".py", ".md", ".yaml", ".yml", ".toml", ".ipynb", ".j2"}) == []


def test_widgets_that_hang_a_run_are_not_used() -> None:
    """``Output`` and ``interact`` kept papermill and Voila waiting for ever in about half of their runs."""
    assert _holding(r"\bwidgets\.Output\b|\binteract(ive)?\(|interactive_output", {".py", ".ipynb"}) == []


def test_nothing_is_unpickled_or_evaluated() -> None:
    """But for the what-if's notebook, which is the workbook's own: its page runs the cells as a kernel would."""
    banned = {"eval", "exec"}
    found = []
    for path in (ROOT / "lib").rglob("*.py"):
        if path == ROOT / "lib" / "pmobook" / "publish" / "widgets_live.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in banned:
                found.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                found += [f"{path.name}:{node.lineno}" for name in names if name.split(".")[0] in {"pickle", "dill", "joblib"}]
    assert found == []


@pytest.mark.parametrize("path", [one for one in FILES if one.suffix == ".md"], ids=lambda one: str(one.relative_to(ROOT)))
def test_every_link_between_our_pages_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readme_opens_with_a_picture_and_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("![") < text.index("make demo") < text.index("make test") < text.index("## You are a consultant")


def test_continuous_integration_runs_the_readme_s_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "make test"]


def test_nothing_that_is_kept_is_ignored_or_cleaned_away() -> None:
    """A pattern meant for results once took the forms' specifications with it."""
    ignored = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ignored.stdout == ""
    cleaned = re.findall(r"^\t@rm -rf (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    patterns = [pattern for line in cleaned for pattern in line.split() if "$" not in pattern]
    assert "params/demo/forms" in patterns
    kept = {path.relative_to(ROOT) for path in FILES}
    assert [
        str(path)
        for pattern in patterns
        for place in ROOT.glob(pattern)
        for path in kept
        if path.is_relative_to(place.relative_to(ROOT))
    ] == []
