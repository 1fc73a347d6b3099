"""Packs read whole: typed alike from Excel and CSV, refused with everything that is wrong, and followed through quarters."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import find_problems, history_digest, read_history, read_pack
from pmobook.method.forms import FORM_NAMES, forms
from pmobook.vocabulary import Quarter

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
PROJECT = {"project_id": "P1", "title": "Returns", "stage": "executing"}
RISK = {"risk_id": "K1", "title": "Late", "probability": "0.4"}


def test_a_full_pack_has_no_problem_and_every_form(engagement, write_csv_pack, full_pack):
    write_csv_pack(full_pack)
    assert find_problems(engagement, "retail", Q3) == []
    pack = read_pack(engagement, "retail", Q3)
    assert tuple(pack.forms) == FORM_NAMES
    assert all(pack.handed_in(name) for name in FORM_NAMES)
    assert pack.source == "inputs/retail/2026Q3"


def test_excel_and_csv_read_alike(engagement, write_csv_pack, write_excel_pack, full_pack):
    """The same content gives identical typed frames, whichever way it is handed in."""
    write_csv_pack(full_pack, "2026Q2")
    write_excel_pack(full_pack, "2026Q3")
    from_csv, from_excel = read_pack(engagement, "retail", Q2), read_pack(engagement, "retail", Q3)
    assert from_excel.source == "inputs/retail/2026Q3/pack.xlsx"
    for name in FORM_NAMES:
        assert_frame_equal(from_csv.form(name), from_excel.form(name))


def test_columns_are_typed_in_the_order_of_the_form(engagement, write_csv_pack, full_pack):
    write_csv_pack(full_pack)
    frame = read_pack(engagement, "retail", Q3).form("projects")
    assert list(frame) == [
        "project_id", "title", "stage", "sponsor", "mandate", "mandated_by", "start", "start_not_assessed", "baseline_finish",
        "baseline_finish_not_assessed", "forecast_finish", "forecast_finish_not_assessed", "confidence",
        "confidence_not_assessed", "category", "whole_life_cost", "whole_life_cost_not_assessed", "row",
    ]  # fmt: skip
    assert frame["project_id"].dtype == "str"
    assert frame["start"].dtype == "datetime64[us]"
    assert frame["whole_life_cost"].dtype == "float64"
    assert frame["row"].tolist() == [2, 3]
    assert read_pack(engagement, "retail", Q3).form("responses")["rating"].dtype == "Int64"


def test_not_assessed_is_neither_blank_nor_zero(engagement, write_csv_pack, full_pack):
    """The reason stands beside the value, empty where none was given, missing where there is a value or nothing."""
    write_csv_pack(full_pack)
    pack = read_pack(engagement, "retail", Q3)
    projects = pack.form("projects")
    assert projects["forecast_finish"].isna().all()
    assert projects["forecast_finish_not_assessed"].tolist()[0] == "replanning"
    assert pd.isna(projects["forecast_finish_not_assessed"].tolist()[1])
    goals = pack.form("goals")
    assert goals["weight_not_assessed"].tolist()[1] == ""
    assert pd.isna(goals["weight_not_assessed"].tolist()[0])


def test_values_are_in_the_words_of_the_form(engagement, write_csv_pack, full_pack):
    """Letter case, hyphens and other spellings become the form's own value."""
    write_csv_pack(full_pack)
    pack = read_pack(engagement, "retail", Q3)
    assert pack.form("projects")["confidence"].tolist() == ["amber/red", "green"]
    assert pack.form("projects")["mandate"].tolist()[0] == "yes"
    assert pack.form("practices")["finding"].tolist()[0] == "large"
    assert pack.form("benefits")["kind"].tolist() == ["non-cashable"]
    assert pack.form("project_costs")["period"].tolist() == ["2026-07", "FY2026/27"]
    assert pack.form("goal_comparisons")["preference"].tolist() == [1 / 3]
    assert pack.form("responses")["respondent_id"].tolist() == ["R1", "007"]


def test_a_form_that_is_not_there_has_its_columns_and_no_rows(engagement, write_csv_pack, full_pack):
    write_csv_pack({"projects": [PROJECT]})
    pack = read_pack(engagement, "retail", Q3)
    assert not pack.handed_in("risks")
    write_csv_pack(full_pack, "2026Q2")
    whole = read_pack(engagement, "retail", Q2)
    for name in FORM_NAMES:
        assert pack.form(name).dtypes.to_dict() == whole.form(name).dtypes.to_dict()


def test_a_form_that_does_not_exist_is_refused_by_name(engagement, write_csv_pack):
    write_csv_pack({"projects": [PROJECT]})
    with pytest.raises(PmobookError, match=r"no form 'risk'\. Did you mean risks"):
        read_pack(engagement, "retail", Q3).form("risk")


def test_a_form_with_headings_only_is_there_but_not_handed_in(engagement, pack_folder):
    (pack_folder() / "risks.csv").write_text("risk_id,title,probability\n", encoding="utf-8")
    pack = read_pack(engagement, "retail", Q3)
    assert "risks" in pack.forms
    assert not pack.handed_in("risks")


def test_everything_wrong_is_told_at_once(engagement, write_csv_pack):
    write_csv_pack({"projects": [{**PROJECT, "stage": "blue"}], "risks": [{**RISK, "probability": "1.4"}]})
    with pytest.raises(ProblemsFound, match="2 problems") as refused:
        read_pack(engagement, "retail", Q3)
    assert "column probability: found 1.4, expected a number from 0 to 1, or not assessed. Write 40 % as 0.4." in str(
        refused.value
    )
    assert list(refused.value.problems) == find_problems(engagement, "retail", Q3)


@pytest.mark.parametrize("make", [False, True])
def test_no_folder_and_an_empty_folder_are_no_pack(engagement, pack_folder, make):
    if make:
        pack_folder()
    assert [problem.found for problem in find_problems(engagement, "retail", Q3)] == ["no pack handed in"]


def test_a_workbook_of_explanations_alone_is_no_pack(engagement, pack_folder):
    import openpyxl  # noqa: PLC0415 - slow to import, and needed here only

    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active["A1"] = "How to fill this in"
    book.save(pack_folder() / "pack.xlsx")
    assert [problem.found for problem in find_problems(engagement, "retail", Q3)] == ["no form"]


def test_a_form_that_every_pack_must_hold_is_missed(engagement, write_csv_pack):
    place = engagement.folder / "engagement.yaml"
    place.write_text(place.read_text(encoding="utf-8") + "forms: [projects, risks]\n", encoding="utf-8")
    write_csv_pack({"projects": [PROJECT]})
    problems = find_problems(open_engagement(engagement.folder), "retail", Q3)
    assert [problem.found for problem in problems] == ["no file risks.csv"]


def test_an_unknown_business_unit_is_refused(engagement):
    with pytest.raises(PmobookError, match=r"no business unit 'retial'\. Did you mean retail"):
        find_problems(engagement, "retial", Q3)


def test_the_handover_says_when_a_pack_came(engagement, write_csv_pack):
    folder = write_csv_pack({"projects": [PROJECT]})
    assert read_pack(engagement, "retail", Q3).received is None
    (folder / "handover.yaml").write_text("received_on: 2026-10-12\nreceived_from: Head of Retail PMO\n", encoding="utf-8")
    received = read_pack(engagement, "retail", Q3).received
    assert received.received_on == dt.date(2026, 10, 12)
    assert received.received_from == "Head of Retail PMO"
    assert received.note is None


def test_the_digest_follows_every_byte_and_nothing_else(engagement, write_csv_pack):
    folder = write_csv_pack({"projects": [PROJECT]})
    before = read_pack(engagement, "retail", Q3).digest
    (folder / "covering letter.txt").write_text("Dear colleagues", encoding="utf-8")
    assert read_pack(engagement, "retail", Q3).digest == before
    (folder / "projects.csv").write_bytes((folder / "projects.csv").read_bytes() + b"\r\n")
    assert read_pack(engagement, "retail", Q3).digest != before


def test_history_holds_every_pack_up_to_the_quarter(engagement, write_csv_pack, write_excel_pack):
    """Rows say which quarter's pack they come from; later packs don't count."""
    write_csv_pack({"projects": [PROJECT]}, "2026Q1")
    write_excel_pack({"projects": [{**PROJECT, "confidence": "red"}]}, "2026Q2")
    write_csv_pack({"projects": [PROJECT, {**PROJECT, "project_id": "P2"}]}, "2026Q3")
    write_csv_pack({"projects": [{**PROJECT, "project_id": "P9"}]}, "2026Q4")
    history = read_history(engagement, "retail", "projects", Q3)
    assert history.unread == ()
    assert history.frame[["project_id", "reported_in"]].to_numpy().tolist() == [
        ["P1", "2026Q1"], ["P1", "2026Q2"], ["P1", "2026Q3"], ["P2", "2026Q3"],
    ]  # fmt: skip
    assert list(history.frame)[-2:] == ["row", "reported_in"]
    assert history.frame.dtypes.to_dict() == {**read_pack(engagement, "retail", Q3).form("projects").dtypes, "reported_in": "str"}


def test_an_earlier_pack_that_cannot_be_read_is_named_with_its_reason(engagement, write_csv_pack):
    write_csv_pack({"projects": [{**PROJECT, "stage": "blue"}]}, "2026Q2")
    write_csv_pack({"projects": [PROJECT]}, "2026Q3")
    history = read_history(engagement, "retail", "projects", Q3)
    assert history.frame["reported_in"].tolist() == ["2026Q3"]
    ((quarter, reason),) = history.unread
    assert quarter == Q2
    assert "inputs/retail/2026Q2/projects.csv, line 2, column stage: found 'blue'" in reason


def test_a_quarter_with_problems_of_its_own_has_no_history(engagement, write_csv_pack):
    write_csv_pack({"projects": [{**PROJECT, "stage": "blue"}]})
    with pytest.raises(ProblemsFound, match="blue"):
        read_history(engagement, "retail", "projects", Q3)


def test_a_form_never_handed_in_has_an_empty_history_with_all_columns(engagement, write_csv_pack):
    write_csv_pack({"projects": [PROJECT]}, "2026Q2")
    write_csv_pack({"projects": [PROJECT]}, "2026Q3")
    frame = read_history(engagement, "retail", "risks", Q3).frame
    assert frame.empty
    assert list(frame) == [*read_pack(engagement, "retail", Q3).form("risks"), "reported_in"]
    assert frame["reported_in"].dtype == "str"


def test_a_form_handed_in_earlier_only_keeps_its_rows(engagement, write_csv_pack):
    write_csv_pack({"risks": [RISK]}, "2026Q2")
    write_csv_pack({"projects": [PROJECT]}, "2026Q3")
    assert read_history(engagement, "retail", "risks", Q3).frame["reported_in"].tolist() == ["2026Q2"]


def test_the_digest_of_history_follows_earlier_packs_and_not_later_ones(engagement, write_csv_pack):
    write_csv_pack({"projects": [PROJECT]}, "2026Q2")
    write_csv_pack({"projects": [PROJECT]}, "2026Q3")
    before = history_digest(engagement, "retail", Q3)
    write_csv_pack({"projects": [PROJECT]}, "2026Q4")
    assert history_digest(engagement, "retail", Q3) == before
    write_csv_pack({"projects": [{**PROJECT, "title": "Renamed"}]}, "2026Q2")
    assert history_digest(engagement, "retail", Q3) != before


def test_reading_a_pack_imports_nothing_slow():
    """Kernels read packs: what writes workbooks and draws charts stays out."""
    program = "import sys, pmobook.inputs.pack; print(*sorted({'xlsxwriter', 'openpyxl', 'altair', 'jinja2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip() == ""


CELLS = st.one_of(
    st.text(max_size=30), st.sampled_from(["not assessed", "not assessed:", "1/0", "9/9", "1e999", "-0", "0000-00-00",
                                           "9999-12-31",
                                           "FY9999/00", "0000Q1", ";", ";;", "nan", "=1+1", "\ufeff", "P1", "G1", "\x85", "²"]),
    st.integers(-(10**30), 10**30).map(str), st.floats().map(str), st.dates().map(str),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(FORM_NAMES), data=st.data())
def test_any_cells_give_problems_or_a_pack(engagement, write_csv_pack, name, data):
    """Whatever stands in the cells of a form, nothing is raised but problems, and a pack without problems can be read."""
    columns = forms()[name].column_names
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, CELLS)), max_size=6))
    folder = write_csv_pack({name: [dict.fromkeys(columns, "")]})
    write_csv_pack({name: rows or [dict.fromkeys(columns, "")]})
    if find_problems(engagement, "retail", Q3):
        with pytest.raises(ProblemsFound):
            read_pack(engagement, "retail", Q3)
    else:
        read_pack(engagement, "retail", Q3)
    (folder / f"{name}.csv").unlink()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=300), file=st.sampled_from(["pack.xlsx", "risks.csv", "handover.yaml"]), zipped=st.booleans())
def test_any_bytes_give_problems(engagement, pack_folder, content, file, zipped):
    place = pack_folder() / file
    place.write_bytes(b"PK\x03\x04" + content if zipped else content)
    assert find_problems(engagement, "retail", Q3) != []
    place.unlink()


@pytest.mark.parametrize("seed", range(40))
def test_a_workbook_with_flipped_bytes_gives_problems_or_a_pack(engagement, write_excel_pack, full_pack, seed):
    """A damaged copy of a sound workbook raises nothing but problems."""
    chance = random.Random(seed)
    path: Path = write_excel_pack(full_pack) / "pack.xlsx"
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(bytes(content))
    find_problems(engagement, "retail", Q3)
