"""Files are issued once to each person, again only on request, and never over what somebody wrote."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from pmobook.errors import PmobookError, ProblemsFound


def names(desk, unit: str = "retail") -> list[str]:
    return [path.relative_to(desk.survey / "issued" / unit).as_posix() for path in desk.issued(unit)]


def test_without_a_list_a_blank_one_is_made_and_asked_for(desk):
    engagement = desk.open()
    with pytest.raises(PmobookError, match=r"A blank surveys/2026Q3/respondents\.csv was made"):
        desk.issue(engagement)
    assert (desk.survey / "respondents.csv").is_file()
    with pytest.raises(PmobookError, match="lists nobody"):
        desk.issue(engagement)


def test_each_person_gets_a_file_in_their_business_unit_s_folder(desk):
    engagement = desk.open()
    desk.list_people([("R1", "retail", "Executive", ""), ("R2", "logistics", "Porter", "")])
    report = desk.issue(engagement)
    assert report.written == ("surveys/2026Q3/issued/logistics/R2.xlsx", "surveys/2026Q3/issued/retail/R1.xlsx")
    assert "logistics: asked as Other" in "\n".join(report.lines())
    assert "Porter" in report.notes[0]


def test_a_second_issue_serves_only_those_who_came_later(desk, named):
    before = [path.read_bytes() for path in desk.issued()]
    desk.list_people([("R1", "retail", "Executive", ""), ("R2", "retail", "PMO analyst", ""), ("R3", "retail", "Executive", "")])
    report = desk.issue(named)
    assert report.written == ("surveys/2026Q3/issued/retail/R3.xlsx",)
    assert report.had_one_already == 2
    assert [path.read_bytes() for path in desk.issued()][:2] == before
    assert desk.issue(named).lines() == ["3 already have a file and keep it."]


def test_files_can_be_issued_again_to_one_person_and_the_old_one_stops_counting(desk, named):
    old = desk.fill(desk.issued()[0], "old.xlsx")
    desk.issue(named, reissue=True, respondents=["R1"], today=dt.date(2026, 9, 10))
    desk.fill(desk.issued()[1], "R2.xlsx")
    report = desk.gather(named)
    (problem,) = report.problems
    assert str(problem).startswith(
        "surveys/2026Q3/returned/old.xlsx, respondent R1: found a stale file: issued on 2026-09-07, and another in its place on "
        "2026-09-10, expected the file that was issued last."
    )
    desk.fill(desk.issued()[0], "new.xlsx")
    old.unlink()
    assert desk.gather(named).taken == 2


def test_an_issued_file_that_somebody_wrote_in_is_not_overwritten(desk, named):
    book = openpyxl.load_workbook(desk.issued()[0])
    book["Answers"]["D5"] = 3
    book.save(desk.issued()[0])
    with pytest.raises(ProblemsFound, match=r"issued/retail/R1\.xlsx: found a file that was changed since it was issued"):
        desk.issue(named, reissue=True)
    assert openpyxl.load_workbook(desk.issued()[0])["Answers"]["D5"].value == 3


def test_unknown_names_and_impossible_days_are_refused(desk, named):
    with pytest.raises(PmobookError, match="does not list R9"):
        desk.issue(named, respondents=["R9"])
    with pytest.raises(PmobookError, match="no business unit 'retale'"):
        desk.issue(named, business_units=["retale"])
    with pytest.raises(PmobookError, match="Name a later day"):
        desk.issue(named, return_by=dt.date(2026, 9, 1))


def test_a_changed_model_is_said_to_have_outdated_what_was_issued(desk, named):
    desk.model = desk.make_model(version="2.0", suffix=" Always.")
    assert "retail: 2 files were issued with other questions" in "\n".join(desk.issue(named).lines())
    assert "other questions" not in "\n".join(desk.issue(named, reissue=True).lines())


def test_anonymous_files_are_named_by_code_and_lie_with_those_of_their_group(desk):
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3, "PMO analyst": 4})
    report = desk.issue(engagement)
    folders = [name.split("/")[0] for name in names(desk)]
    assert (folders.count("executive"), folders.count("pmo")) == (3, 4)
    assert "don't note which" in "\n".join(report.lines())


def test_people_who_come_late_to_an_anonymous_survey_get_files_only_together(desk):
    """A single new code beside a single new name would be a link."""
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3})
    desk.issue(engagement)
    before = names(desk)
    desk.list_group({"Executive": 2}, start=10)
    with pytest.raises(ProblemsFound, match="found 2 new after the first files were issued, expected at least 3 at once"):
        desk.issue(engagement)
    assert names(desk) == before
    desk.list_group({"Executive": 1}, start=20)
    assert len(desk.issue(engagement).written) == 3
    assert set(before) < set(names(desk))


def test_single_people_can_t_be_served_in_an_anonymous_survey(desk):
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3})
    with pytest.raises(PmobookError, match="a new code beside a name would give them away"):
        desk.issue(engagement, respondents=["person-1"])


def test_a_promise_is_not_changed_after_files_were_issued(desk, named):
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3}, start=5)
    with pytest.raises(ProblemsFound, match="files whose covers say that the survey is not anonymous"):
        desk.issue(engagement)
    report = desk.issue(engagement, reissue=True)
    assert len(report.written) == 5
    assert all("person" not in name and "R1" not in name for name in names(desk))


def test_issuing_an_anonymous_survey_again_takes_the_old_files_away(desk):
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 3})
    desk.issue(engagement)
    old = names(desk)
    desk.issue(engagement, reissue=True)
    assert len(names(desk)) == 3
    assert not set(old) & set(names(desk))


def test_a_business_unit_below_the_minimum_is_served_and_said_to_be_too_small(desk):
    engagement = desk.open(anonymous=True)
    desk.list_group({"Executive": 2})
    report = desk.issue(engagement)
    assert "retail: 2 are asked, fewer than 3; no result will be shown for it alone." in report.notes
    assert {name.split("/")[0] for name in names(desk)} == {"not_stated"}
