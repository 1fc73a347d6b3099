"""Answers come back as given; each defect of a file is named by file, sheet, row and respondent, and none is guessed."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import openpyxl
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import read_pack
from pmobook.survey.gather import survey_status

R1 = "surveys/2026Q3/returned/R1.xlsx"


def told(desk, engagement, **options) -> list[str]:
    report = desk.gather(engagement, **options)
    return [str(problem) for problem in report.problems]


def identity(name: str, value: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        for row in book["pmobook"].iter_rows():
            if row[0].value == name:
                row[1].value = value

    return change


def cell(place: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["Answers"][place] = value

    return change


class TestRightFiles:
    def test_what_was_answered_stands_in_the_pack(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": 0, "skills": "not assessed"}, comments={"budgets": "Never held."})
        desk.fill(desk.issued()[1], "some/where/else (2).xlsx", ratings={"budgets": 5})
        report = desk.gather(named)
        assert report.problems == ()
        assert report.written == ("inputs/retail/2026Q3/responses.csv",)
        assert [tuple(row.values()) for row in desk.responses()] == [
            ("R1", "Executive", "budgets", "0", "Never held."), ("R1", "Executive", "forecasts", "3", ""),
            ("R1", "Executive", "skills", "not assessed", ""), ("R2", "PMO analyst", "budgets", "5", ""),
            ("R2", "PMO analyst", "forecasts", "3", ""), ("R2", "PMO analyst", "skills", "3", ""),
        ]  # fmt: skip
        assert read_pack(named, "retail", desk.quarter).handed_in("responses")

    def test_rows_in_another_order_are_matched_by_capability(self, desk, named):
        def turn_round(book: openpyxl.Workbook) -> None:
            sheet = book["Answers"]
            first, last = ([one.value for one in sheet[row]] for row in (5, 8))
            for column, (one, other) in enumerate(zip(first, last, strict=True), start=1):
                sheet.cell(5, column).value, sheet.cell(8, column).value = other, one

        desk.fill(desk.issued()[0], ratings={"budgets": 1, "skills": 4}, change=turn_round)
        desk.fill(desk.issued()[1])
        assert told(desk, named) == []
        assert [row["rating"] for row in desk.responses()[:3]] == ["1", "3", "4"]

    def test_ratings_typed_as_text_and_a_reason_are_taken(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": " 4 ", "skills": "Not assessed: new in post"})
        desk.fill(desk.issued()[1])
        assert told(desk, named) == []
        assert [row["rating"] for row in desk.responses()[:3]] == ["4", "3", "not assessed: new in post"]

    def test_a_comment_that_looks_like_a_formula_stays_a_text(self, desk, named):
        def as_text(book: openpyxl.Workbook) -> None:
            book["Answers"]["E5"].data_type = "s"

        desk.fill(desk.issued()[0], comments={"budgets": "=1+1"}, change=as_text)
        desk.fill(desk.issued()[1], comments={"budgets": "- hardly ever"})
        assert told(desk, named) == []
        assert {row["comment"] for row in desk.responses()} == {"", " =1+1", " - hardly ever"}
        comments = read_pack(named, "retail", desk.quarter).form("responses")["comment"]
        assert set(comments.dropna()) == {"=1+1", "- hardly ever"}

    def test_who_did_not_answer_is_listed_with_the_response_rate(self, desk, named):
        desk.fill(desk.issued()[0])
        report = desk.gather(named)
        assert [(one.perspective, one.returned_share, one.not_returned) for one in report.groups] == [
            ("Executives", 1.0, ()), ("PMO", 0.0, ("R2",)),
        ]  # fmt: skip
        assert "Not returned, retail, PMO: R2" in report.lines()

    def test_a_role_that_was_corrected_in_the_list_is_the_one_that_counts(self, desk, named):
        desk.fill(desk.issued()[0])
        desk.list_people([("R1", "retail", "Managing director", ""), ("R2", "retail", "PMO analyst", "")])
        desk.gather(named)
        assert {row["role"] for row in desk.responses()} == {"Managing director"}

    def test_a_role_that_results_would_count_elsewhere_is_said_so(self, desk):
        engagement = desk.open()
        desk.list_people([("R1", "retail", "Bid lead", "pmo")])
        assert "retail: 'Bid lead' is asked as pmo because respondents.csv says so." in desk.issue(engagement).notes[0]
        desk.fill(desk.issued()[0])
        assert "add it to respondent_roles in engagement.yaml" in desk.gather(engagement).notes[0]

    def test_what_lies_about_on_a_desktop_is_passed_over(self, desk, named):
        desk.fill(desk.issued()[0])
        for name in ("~$R1.xlsx", ".DS_Store", "Thumbs.db"):
            desk.sent_back(name).write_bytes(b"x")
        assert told(desk, named) == []

    def test_status_says_the_same_and_writes_nothing(self, desk, named):
        desk.fill(desk.issued()[0])
        report = survey_status(named, desk.quarter)
        assert (report.issued, report.taken, report.files_read) == (2, 1, 1)
        assert not (desk.root / "inputs").exists()

    def test_nothing_returned_writes_nothing(self, desk, named):
        report = desk.gather(named)
        assert report.written == ()
        assert "Nothing was written." in report.lines()

    def test_a_survey_that_was_never_issued_is_said_so(self, desk):
        with pytest.raises(PmobookError, match="No survey file was issued for 2026Q3"):
            desk.gather(desk.open())


class TestWrongAnswers:
    @pytest.mark.parametrize(
        ("rating", "found"),
        [
            (7, "7"),
            (-1, "-1"),
            (2.5, "2.5"),
            ("between 2 and 3", "'between 2 and 3'"),
            (True, "TRUE"),
            ("3 - Defined", "'3 - Defined'"),
        ],
    )
    def test_a_rating_that_is_no_level_is_named(self, desk, named, rating: object, found: str):
        desk.fill(desk.issued()[0], ratings={"forecasts": rating})
        (line,) = told(desk, named)
        assert line == (
            f"{R1}, sheet Answers, row 6, column Your rating, respondent R1: found {found}, "
            "expected a whole number from 0 to 5, or not assessed. Ask the respondent which level is meant."
        )
        assert not (desk.root / "inputs").exists()

    def test_a_rating_above_a_shorter_model_s_top_is_named(self, desk):
        desk.model = desk.model.model_copy(update={"levels": {str(level): f"Level {level}" for level in range(4)}})
        engagement = desk.open()
        desk.list_people([("R1", "retail", "Executive", "")])
        desk.issue(engagement)
        desk.fill(desk.issued()[0], ratings={"forecasts": 4})
        assert (
            "row 6, column Your rating, respondent R1: found 4, expected a whole number from 0 to 3" in told(desk, engagement)[0]
        )

    def test_a_formula_is_no_answer(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": "=1+2"}, comments={"skills": '=HYPERLINK("x")'})
        rating, comment = told(desk, named)
        found = "respondent R1: found a formula, expected an answer that was typed or chosen"
        assert rating.startswith(f"{R1}, sheet Answers, row 5, column Your rating, {found}")
        assert comment.startswith(f"{R1}, sheet Answers, row 8, column Comment, {found}")

    def test_a_comment_that_no_form_takes_is_named(self, desk, named):
        desk.fill(desk.issued()[0], comments={"budgets": "x" * 2001})
        (line,) = told(desk, named)
        assert "row 5, column Comment, respondent R1" in line
        assert "expected text of at most 2,000 characters" in line

    def test_missing_ratings_are_listed_and_never_become_not_assessed(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": None, "skills": "  "})
        desk.fill(desk.issued()[1])
        (line,) = told(desk, named)
        assert line == (
            f"{R1}, sheet Answers, rows 5, 8, respondent R1: found no rating of Budgets, Skills, "
            "expected a level or not assessed in every row. "
            "Ask the respondent; only they can say that something is not assessed. Or gather with --take-incomplete."
        )
        assert not (desk.root / "inputs").exists()

    def test_incomplete_files_are_taken_on_request_without_what_is_missing(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": None, "skills": None})
        report = desk.gather(named, take_incomplete=True)
        assert [(row["respondent_id"], row["capability_id"], row["rating"]) for row in desk.responses()] == [
            ("R1", "forecasts", "3")
        ]
        assert f"{R1}: no rating of Budgets, Skills; taken without." in report.notes

    def test_a_file_without_any_rating_is_never_taken(self, desk, named):
        desk.fill(desk.issued()[0], ratings=dict.fromkeys(desk.capabilities))
        for options in ({}, {"take_incomplete": True}):
            (line,) = told(desk, named, **options)
            assert "rows 5, 6, 8, respondent R1: found no rating at all" in line

    def test_every_problem_of_every_file_is_told_at_once(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": 9, "forecasts": None})
        desk.fill(desk.issued()[1], ratings={"skills": "?"})
        lines = told(desk, named)
        assert [next(word for word in ("row 5", "rows 6", "row 6", "row 8") if word in line) for line in lines] == [
            "row 5", "row 6", "row 8",
        ]  # fmt: skip

    def test_the_right_files_are_taken_on_request_and_the_others_named(self, desk, named):
        desk.fill(desk.issued()[0], ratings={"budgets": 9})
        desk.fill(desk.issued()[1])
        report = desk.gather(named, allow_partial=True)
        assert {row["respondent_id"] for row in desk.responses()} == {"R2"}
        assert len(report.problems) == 1
        assert "Answers of 1 respondents were gathered. 1 respondents' files were left out." in report.notes


class TestTwoFilesOfOneRespondent:
    def test_two_files_that_say_the_same_count_once(self, desk, named):
        desk.fill(desk.issued()[0])
        shutil.copy(desk.sent_back("R1.xlsx"), desk.sent_back("copy/R1 (1).xlsx"))
        report = desk.gather(named)
        assert report.problems == ()
        assert "Respondent R1 of retail sent the same answers 2 times" in report.notes[0]
        assert len(desk.responses()) == 3

    def test_two_files_that_differ_are_a_problem_whatever_their_dates(self, desk, named):
        desk.fill(desk.issued()[0])
        desk.fill(desk.issued()[0], "R1 new.xlsx", ratings={"budgets": 4}, comments={"skills": "Better."})
        (line,) = told(desk, named)
        assert line == (
            "surveys/2026Q3/returned/R1 new.xlsx, surveys/2026Q3/returned/R1.xlsx, respondent R1: "
            "found 2 files of one respondent that differ in budgets, skills, expected one file of each respondent. "
            "Ask which of them counts and take the others out of the folder; no date decides it."
        )
        report = desk.gather(named, allow_partial=True)
        assert (report.taken, report.refused, report.written) == (0, 1, ())


class TestFilesThatDoNotCount:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (identity("quarter", "2026Q2"), "found a stale file: issued for '2026Q2', expected a file issued for 2026Q3"),
            (
                identity("token", "bbbb"),
                "found an altered or foreign file: it says business unit 'retail', and its token is in no",
            ),
            (
                identity("respondent", "R2"),
                "found an altered file: its hidden sheet says respondent 'R2', expected 'R1', as it was",
            ),
            (identity("business_unit", "logistics"), "its hidden sheet says business unit 'logistics', expected 'retail'"),
            (identity("model_version", "0.9"), "its hidden sheet says model version '0.9', expected '1.0'"),
            (identity("questionnaire", "q1"), "its hidden sheet says questionnaire 'q1'"),
            (identity("kind", "survey"), "found a workbook that is no survey file"),
            (lambda book: book.remove(book["pmobook"]), "found a workbook that is no survey file"),
            (lambda book: book.remove(book["Answers"]), "found no sheet Answers"),
            (cell("B5", "Budgets\nAre you happy?"), "row 5, respondent R1: found another question than was asked ('Budgets')"),
            (cell("C6", "0 bad, 5 good"), "row 6, respondent R1: found another text of the levels than was asked ('Forecasts')"),
            (cell("A5", "budget"), "row 5, respondent R1: found the unknown capability 'budget'"),
            (cell("A6", "budgets"), "row 6, respondent R1: found budgets a second time (first in row 5)"),
            (cell("A8", None), "row 8, respondent R1: found an answer in a row without a capability"),
            (cell("D3", "Rating"), "row 3, respondent R1: found no column, or more than one, with the heading 'Your rating'"),
            (cell("A3", "id"), "sheet Answers, respondent R1: found no row of headings"),
            (lambda book: book["Answers"].delete_rows(6), "respondent R1: found no row for 'Forecasts'"),
            (lambda book: book["Answers"].merge_cells("D5:D6"), "respondent R1: found merged cells (D5:D6)"),
        ],
    )
    def test_what_was_changed_is_named_and_nothing_is_taken(self, desk, named, change, words: str):
        desk.fill(desk.issued()[0], change=change)
        lines = told(desk, named)
        assert any(words in line for line in lines), lines
        assert all(line.startswith(R1) for line in lines)
        assert not (desk.root / "inputs").exists()

    def test_answers_sorted_without_their_hidden_ids_are_noticed(self, desk, named):
        def sort_what_is_seen(book: openpyxl.Workbook) -> None:
            sheet = book["Answers"]
            for column in "BCDE":
                first, last = sheet[f"{column}5"].value, sheet[f"{column}6"].value
                sheet[f"{column}5"], sheet[f"{column}6"] = last, first

        desk.fill(desk.issued()[0], change=sort_what_is_seen)
        assert [line.split(", ")[2] for line in told(desk, named)] == ["row 5", "row 6"]

    def test_a_file_of_another_engagement_is_named(self, desk, named, tmp_path):
        other = type(desk).__new__(type(desk))
        other.__dict__ = {"root": tmp_path / "other", "survey": tmp_path / "other" / "surveys" / "2026Q3", "model": desk.model}
        elsewhere = other.open(organisation="Other Stores")
        other.list_people([("R1", "retail", "Executive", "")])
        other.issue(elsewhere)
        desk.fill(other.issued()[0])
        assert (
            "found a file of another engagement: 'Other Stores', expected a file issued for Example Stores"
            in told(desk, named)[0]
        )

    def test_a_file_by_an_earlier_version_of_the_model_is_stale(self, desk, named):
        desk.fill(desk.issued()[0])
        desk.model = desk.make_model(version="2.0", suffix=" Always.")
        (line,) = told(desk, named)
        assert "found a stale file: it asks by small 1.0 as it was on 2026-09-07" in line
        assert "expected the questions that retail is assessed by now (small 2.0)" in line

    def test_a_version_that_asks_the_same_makes_nothing_stale(self, desk, named):
        desk.fill(desk.issued()[0])
        desk.model = desk.make_model(version="1.1")
        assert told(desk, named) == []

    def test_a_respondent_who_is_no_longer_listed_is_named(self, desk, named):
        desk.fill(desk.issued()[0])
        desk.list_people([("R2", "retail", "PMO analyst", "")])
        assert f"{R1}, respondent R1: found a respondent who is not listed for retail" in told(desk, named)[0]

    def test_a_business_unit_that_is_gone_is_named(self, desk, named):
        desk.list_people([("R1", "logistics", "Executive", "")])
        desk.fill(desk.issued()[0])
        (desk.root / "business_units" / "retail.yaml").rename(desk.root / "retail.yaml")
        assert "found a file for 'retail', which is no business unit any more" in told(desk, open_engagement(desk.root))[0]


class TestThePack:
    def test_other_answers_are_replaced_only_on_request(self, desk, named):
        desk.fill(desk.issued()[0])
        desk.gather(named)
        assert desk.gather(named).unchanged == ("inputs/retail/2026Q3/responses.csv",)
        desk.fill(desk.issued()[1])
        (line,) = told(desk, named)
        assert line.startswith("inputs/retail/2026Q3/responses.csv: found other answers than were gathered")
        assert len(desk.responses()) == 3
        assert desk.gather(named, replace=True).written == ("inputs/retail/2026Q3/responses.csv",)
        assert len(desk.responses()) == 6

    def test_other_forms_of_the_pack_stay_as_they_are(self, desk, named):
        folder = desk.root / "inputs" / "retail" / "2026Q3"
        folder.mkdir(parents=True)
        (folder / "risks.csv").write_text("risk_id,title\nK1,Late\n", encoding="utf-8")
        desk.fill(desk.issued()[0])
        assert desk.gather(named).written
        assert (folder / "risks.csv").read_text(encoding="utf-8") == "risk_id,title\nK1,Late\n"

    def test_an_excel_pack_is_left_alone_and_the_rows_are_laid_out_to_be_copied(self, desk, named):
        folder = desk.root / "inputs" / "retail" / "2026Q3"
        folder.mkdir(parents=True)
        (folder / "pack.xlsx").write_bytes(b"PK")
        desk.fill(desk.issued()[0])
        (line,) = told(desk, named)
        assert line.startswith("inputs/retail/2026Q3/pack.xlsx: found an Excel pack")
        assert "Copy the rows of surveys/2026Q3/gathered/retail.csv into its sheet responses" in line
        assert (desk.survey / "gathered" / "retail.csv").read_text(encoding="utf-8-sig").count("\n") == 4
        assert [path.name for path in folder.iterdir()] == ["pack.xlsx"]

    def test_one_business_unit_can_be_gathered_alone(self, desk):
        engagement = desk.open()
        desk.list_people([("R1", "retail", "Executive", ""), ("R9", "logistics", "Executive", "")])
        desk.issue(engagement)
        desk.fill(desk.issued("retail")[0])
        desk.fill(desk.issued("logistics")[0], ratings={"budgets": 8})
        report = desk.gather(engagement, business_units=["retail"])
        assert report.problems == ()
        assert report.written == ("inputs/retail/2026Q3/responses.csv",)
        assert report.issued == 1
        assert len(desk.gather(engagement, business_units=["logistics"]).problems) == 1
        with pytest.raises(PmobookError, match="no business unit 'retale'"):
            desk.gather(engagement, business_units=["retale"])


def test_two_hundred_files_come_back_each_to_its_own_business_unit(desk):
    engagement = desk.open()
    people = [(f"R{number:03}", ("retail", "logistics")[number % 2], "Executive", "") for number in range(200)]
    desk.list_people(people)
    desk.issue(engagement)
    for number, (one, unit, _, _) in enumerate(people):
        desk.fill(desk.survey / "issued" / unit / f"{one}.xlsx", f"mail {number}.xlsx", ratings={"budgets": number % 6})
    report = desk.gather(engagement)
    assert (report.files_read, report.taken, report.problems) == (200, 200, ())
    for unit, first in (("retail", 0), ("logistics", 1)):
        given = {row["respondent_id"]: row["rating"] for row in desk.responses(unit) if row["capability_id"] == "budgets"}
        assert given == {f"R{number:03}": str(number % 6) for number in range(first, 200, 2)}
