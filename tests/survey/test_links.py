"""In an anonymous survey, nothing that is ever written joins a code and a person."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from pmobook.errors import ProblemsFound


def contents(path: Path) -> bytes:
    """Return everything in a file, with its name; of a workbook, every part unpacked."""
    content = path.name.encode() + path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as package:
            content += b"".join(package.read(name) for name in package.namelist())
    return content


def texts_in(folder: Path, texts: list[str]) -> dict[Path, set[str]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: {text for text in texts if text.encode() in contents(path) or text in path.as_posix()} for path in files}


@pytest.fixture
def played(desk):
    """An anonymous survey that was issued, in part again, answered in part and gathered twice."""
    engagement = desk.open(anonymous=True)
    people = desk.list_group({"Executive": 4, "PMO analyst": 3, "Head of PMO": 2, "Porter": 1})
    desk.issue(engagement)
    people += desk.list_group({"Executive": 3}, start=50)
    desk.issue(engagement, today=dt.date(2026, 9, 9))
    for number, path in enumerate(desk.issued()[:9]):
        desk.fill(path, f"answer {number}.xlsx")
    assert desk.gather(engagement).written
    desk.fill(desk.issued()[10], "late.xlsx")
    assert desk.gather(engagement, replace=True).written
    codes = [path.stem for path in desk.issued()]
    return desk, people, codes


def test_no_file_holds_both_a_code_and_a_person(played):
    desk, people, codes = played
    found = texts_in(desk.root, [*people, *codes])
    assert [path.name for path, texts in found.items() if texts & set(people) and texts & set(codes)] == []
    assert sorted(path.name for path, texts in found.items() if texts & set(people)) == ["issued_to.csv", "respondents.csv"]


def test_the_order_of_codes_and_of_files_says_nothing_about_the_order_of_people(played):
    desk, people, codes = played
    lines = (desk.survey / "issued_files.csv").read_text(encoding="utf-8").splitlines()[1:]
    written = [line.split(",")[1] for line in lines]
    assert written == sorted(written)
    rows = [row["respondent_id"] for row in desk.responses()]
    assert rows == sorted(rows)
    assert set(rows) <= set(codes)
    del people


def test_files_are_written_in_the_order_of_their_codes(desk, monkeypatch):
    """The times of files would otherwise follow the list of people."""
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 6})
    order = []
    monkeypatch.setattr("pmobook.survey.issue.replace_file", lambda path, content: order.append(path.as_posix()))
    desk.issue(engagement)
    assert order == sorted(order)


def test_the_gathered_form_states_no_role_that_few_people_share(played):
    desk, _, _ = played
    sizes: dict[str, set[str]] = {}
    for row in desk.responses():
        sizes.setdefault(row["role"], set()).add(row["respondent_id"])
    assert set(sizes) <= {"Executives", "PMO", "not stated"}
    assert all(len(codes) >= 3 for codes in sizes.values())


def test_no_role_as_a_person_wrote_it_stands_beside_a_code(played):
    desk, _, codes = played
    found = texts_in(desk.root, [*codes, "Head of PMO", "Porter"])
    assert [path for path, texts in found.items() if texts & set(codes) and texts & {"Head of PMO", "Porter"}] == []


def test_who_did_not_answer_is_counted_and_never_named(played):
    desk, people, codes = played
    report = desk.gather(desk.open(anonymous=True), replace=True)
    text = "\n".join(report.lines())
    assert report.issued == 13
    assert report.taken == 10
    assert not any(one in text for one in [*people, *codes])


def test_a_gathered_form_gives_no_name_after_the_promise_was_made_later(desk, named):
    desk.fill(desk.issued()[0])
    report = desk.gather(desk.open(anonymous=True))
    assert "found a file that carries its respondent's id, expected an anonymous file" in str(report.problems[0])
    assert not report.written


def test_a_promise_that_was_given_holds_when_the_engagement_takes_it_back(desk):
    """The pages would show single ratings to which their authors never agreed."""
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3})
    desk.issue(engagement)
    for path in desk.issued():
        desk.fill(path)
    for change, words in (
        (
            {"anonymous": False},
            "found a survey that is not anonymous, expected an anonymous one, as its files promise",
        ),
        (
            {"anonymous": True, "minimum_group": 2},
            "found minimum_group 2, expected at least 3, as its files promise",
        ),
    ):
        report = desk.gather(desk.open(**change), allow_partial=True)
        assert [words in str(problem) for problem in report.problems] == [True]
        assert (report.refused, report.written) == (3, ())
    assert desk.gather(desk.open(anonymous=True, minimum_group=4)).taken == 3


def test_a_promise_is_not_mixed_with_another(desk):
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3})
    desk.issue(engagement)
    desk.list_group({"Executive": 3}, start=30)
    named = desk.open(anonymous=False)
    with pytest.raises(ProblemsFound, match="the survey is anonymous"):
        desk.issue(named)
