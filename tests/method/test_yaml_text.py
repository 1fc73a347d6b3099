"""YAML is read as it was meant, or refused with the line."""

import os
from pathlib import Path

import pytest

from pmobook.errors import ProblemsFound
from pmobook.method.yaml_text import Definition, load_model, load_yaml


class Example(Definition):
    name: str
    share: float = 0.5


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(ProblemsFound) as found:
        load_yaml(written(tmp_path, text), "example.yaml")
    return str(found.value)


@pytest.mark.parametrize("word", ["No", "yes", "on", "OFF", "n", "12:30", "1_000", "0x10", "010", "1e5", ".inf"])
def test_a_plain_word_stays_the_word_it_is(tmp_path: Path, word: str) -> None:
    assert load_yaml(written(tmp_path, f"answer: {word}\n")) == {"answer": word}


@pytest.mark.parametrize(("text", "value"), [("true", True), ("7", 7), ("-3", -3), ("0.25", 0.25), ("~", None), ("null", None)])
def test_plain_numbers_and_truth_values_are_read(tmp_path: Path, text: str, value: object) -> None:
    assert load_yaml(written(tmp_path, f"answer: {text}\n")) == {"answer": value}


def test_a_repeated_key_is_refused_with_both_lines(tmp_path: Path) -> None:
    message = refusal(tmp_path, "a: 1\nb: 2\na: 3\n")
    assert "example.yaml, line 3" in message
    assert "the key 'a' a second time (first in line 1)" in message


def test_aliases_are_refused_since_a_small_file_could_unfold_into_a_huge_one(tmp_path: Path) -> None:
    assert "an alias" in refusal(tmp_path, "a: &x [1, 2]\nb: *x\n")


@pytest.mark.parametrize("text", ["!!python/object/apply:os.system ['true']", "a: !!python/name:os.system"])
def test_nothing_is_executed(tmp_path: Path, text: str) -> None:
    assert "could not determine a constructor" in refusal(tmp_path, text)


@pytest.mark.parametrize("text", ["a: [1, 2", "a: b: c", "\t- x", "a: 2026-02-31"])
def test_what_is_not_yaml_is_refused_in_words(tmp_path: Path, text: str) -> None:
    assert "expected YAML" in refusal(tmp_path, text)


def test_a_file_that_is_not_utf8_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_bytes("name: Zürich".encode("latin-1"))
    with pytest.raises(ProblemsFound, match="expected text in UTF-8"):
        load_yaml(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="found no such file"):
        load_yaml(tmp_path / "none.yaml")


def test_deep_nesting_is_refused_not_crashed_on(tmp_path: Path) -> None:
    assert "expected YAML" in refusal(tmp_path, "[" * 5000)


def test_every_wrong_key_is_told_at_once_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, "nmae: x\nshare: often\n")
    with pytest.raises(ProblemsFound) as found:
        load_model(Example, path, "example.yaml")
    assert [str(problem) for problem in found.value.problems] == [
        "example.yaml, name: found nothing, expected a value. Add the key.",
        "example.yaml, share: found 'often', expected a valid number. Correct the value.",
        "example.yaml, nmae: found the unknown key 'nmae', expected only keys that have a meaning here. Did you mean name?",
    ]


def test_an_empty_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="found an empty file, expected keys with values"):
        load_model(Example, written(tmp_path, ""), "example.yaml")


def test_a_model_is_frozen(tmp_path: Path) -> None:
    example = load_model(Example, written(tmp_path, "name: x\n"))
    with pytest.raises(ValueError, match="frozen"):
        example.name = "y"


def _every_file() -> list[Path]:
    root = Path(__file__).resolve().parents[2]
    return sorted([*(root / "params").rglob("*.yaml"), *(root / "tests").rglob("*.yaml")])


def test_both_ways_of_reading_give_the_same_for_every_file_of_the_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one of them refuses the file."""

    def read(path: Path) -> object:
        try:
            return load_yaml(path)
        except ProblemsFound as problem:
            return str(problem)

    files = _every_file()
    assert len(files) > 50
    quick = [read(path) for path in files]
    monkeypatch.setattr("pmobook.method.yaml_text._DEEPEST", 0)
    assert [read(path) for path in files] == quick


@pytest.mark.parametrize(
    "text",
    ["a: &x [1]\nb: *x", "a: &x 1\nb: [*x, 2]", "a: &x 1\n? *x\n: 2", "a: &x 1\nb: {c: *x}", "- &x 1\n- *x", "a: &x 1\nb:\n  *x"],
)
def test_no_alias_gets_past_the_quick_way(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProblemsFound, match=r"alias|not a plain word"):
        load_yaml(written(tmp_path, text))


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "? " * 100_000, "{a: " * 50_000])
def test_no_depth_of_nesting_breaks_the_process(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProblemsFound):
        load_yaml(written(tmp_path, text))


def test_a_file_says_what_stands_in_it_now_and_nobody_changes_what_the_next_one_reads(tmp_path: Path) -> None:
    path = written(tmp_path, "answers: [1, 2]\n")
    before = path.stat()
    load_yaml(path)["answers"].append(3)
    assert load_yaml(path) == {"answers": [1, 2]}
    path.write_text("answers: [1, 3]\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_yaml(path) == {"answers": [1, 3]}


def test_a_file_too_long_to_be_remembered_is_read_all_the_same(tmp_path: Path) -> None:
    text = "x" * 150_000
    assert load_yaml(written(tmp_path, f"name: {text}\n")) == {"name": text}
