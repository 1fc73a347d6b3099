"""A respondent's workbook says what it must, can be filled in and printed, and gives nothing away."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from pmobook.method.maturity import maturity_model
from pmobook.survey.cover import SurveyFile, cover_texts
from pmobook.survey.workbook import survey_workbook


@pytest.fixture
def file(desk) -> SurveyFile:
    return SurveyFile(
        organisation="Example Stores", business_unit="retail", business_unit_name="Retail", quarter=desk.quarter, code="R7",
        role="PMO analyst", perspective="pmo", anonymous=False, minimum_group=5, asked=12, asked_in_group=6, model=desk.model,
        token="bcdf", issued_on=dt.date(2026, 9, 7), return_by=dt.date(2026, 9, 21),
    )  # fmt: skip


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=False)


def text_of(file: SurveyFile) -> str:
    return "\n".join(f"{heading}: {text}" for heading, text in cover_texts(file))


def test_a_named_survey_says_that_answers_can_be_seen(file):
    text = text_of(file)
    assert "This survey is not anonymous. Your answers carry your id R7 and your role, PMO analyst." in text
    assert "About 5 minutes for 3 ratings" in text
    assert "Return it by: 21 September 2026" in text


def test_an_anonymous_survey_promises_what_holds_and_says_what_does_not(file):
    text = text_of(dataclasses.replace(file, anonymous=True, code="bk7", role=""))
    assert "random code bk7 instead of you, and no list says who got which code" in text
    assert "one of 6 people asked as: PMO." in text
    assert "No result is shown for fewer than 5 people. 12 are asked in this business unit." in text
    assert "whoever you send the file to sees that it came from you" in text
    assert "PMO analyst" not in text


def test_a_business_unit_below_the_minimum_is_told_so(file):
    text = text_of(dataclasses.replace(file, anonymous=True, asked=4, perspective="not_stated"))
    assert "Only 4 are asked here, so your answers won't be shown for this business unit alone." in text
    assert "The file doesn't say what you do, because too few people do the same here." in text


def test_only_ratings_and_comments_can_be_changed_and_nothing_needs_a_password(file):
    book = opened(survey_workbook(file))
    sheet = book["Answers"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"D5", "E5", "D6", "E6", "D8", "E8"}
    assert book["Start here"].protection.sheet


def test_ratings_have_a_drop_down_of_levels_and_not_assessed(file):
    sheet = opened(survey_workbook(file))["Answers"]
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == dict.fromkeys(("D5", "D6", "D8"), '"0,1,2,3,4,5,not assessed"')


def test_a_model_that_ends_earlier_offers_fewer_levels(file):
    levels = {str(level): f"Level {level}" for level in range(4)}
    shorter = file.model.model_copy(update={"levels": levels})
    sheet = opened(survey_workbook(dataclasses.replace(file, model=shorter)))["Answers"]
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"} == {'"0,1,2,3,not assessed"'}
    assert "type 0 to 3" in text_of(dataclasses.replace(file, model=shorter))


def test_question_and_levels_stand_beside_each_rating_and_the_id_is_hidden(file):
    sheet = opened(survey_workbook(file))["Answers"]
    assert [cell.value for cell in sheet[3]] == [
        "capability_id", "What is rated", "What one would see at each level", "Your rating", "Comment",
    ]  # fmt: skip
    assert sheet["A5"].value == "budgets"
    assert sheet["B5"].value == "Budgets\nDo you look after budgets?"
    assert sheet["C5"].value.splitlines()[0] == "0   One sees 0 of budgets."
    assert sheet["C5"].value.splitlines()[5] == "5   One sees 5 of budgets."
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "C4"


def test_progress_is_counted_on_both_sheets(file):
    book = opened(survey_workbook(file))
    formula = '="Rated so far: "&COUNTA(\'Answers\'!$D$4:$D$8)&" of 3"'
    assert book["Answers"]["D2"].value == formula
    assert formula in [row[1].value for row in book["Start here"].iter_rows()]


def test_it_prints_on_a4_across_with_its_headings_on_every_page(file):
    sheet = opened(survey_workbook(file))["Answers"]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"


def test_every_row_of_our_own_model_is_high_enough_and_no_higher_than_excel_allows(file):
    model = maturity_model("strategic_pmo")
    for perspective in ("executive", "not_stated"):
        sheet = opened(survey_workbook(dataclasses.replace(file, model=model, perspective=perspective)))["Answers"]
        rows = [row for row in sheet.iter_rows(min_row=4) if row[0].value]
        assert len(rows) == len(model.capability_ids)
        for row in rows:
            height = sheet.row_dimensions[row[0].row].height
            # 105 signs of Calibri 10 fit into a column of width 86; a line takes 13 points.
            lines = sum(1 + len(part) // 105 for part in row[2].value.split("\n"))
            assert 13 * lines <= height < 409


def test_the_file_asks_excel_to_leave_the_user_s_name_out(file):
    with zipfile.ZipFile(io.BytesIO(survey_workbook(file))) as package:
        assert b'filterPrivacy="1"' in package.read("xl/workbook.xml")
        assert b"<dc:creator></dc:creator>" in package.read("docProps/core.xml")


def test_the_hidden_sheet_says_whose_file_it_is(file):
    sheet = opened(survey_workbook(file))["pmobook"]
    assert sheet.sheet_state == "veryHidden"
    entries = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert (entries["respondent"], entries["token"], entries["model_version"]) == ("R7", "bcdf", "1.0")


def test_the_same_file_gives_the_same_bytes(file):
    assert survey_workbook(file) == survey_workbook(file)


def test_texts_of_the_model_are_never_taken_for_formulas(file):
    area = file.model.areas[1]
    capability = area.capabilities[0].model_copy(update={"title": "=1+1", "questions": {"pmo": "=HYPERLINK(1)"}})
    model = file.model.model_copy(update={"areas": (area.model_copy(update={"capabilities": (capability,)}),)})
    with zipfile.ZipFile(io.BytesIO(survey_workbook(dataclasses.replace(file, model=model)))) as package:
        assert package.read("xl/worksheets/sheet2.xml").count(b"<f>") == 1
