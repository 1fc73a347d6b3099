"""Each command says what it did, or what is wrong and what to do, and ends with the status a shell expects."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmobook import __version__
from pmobook.method.places import workbook_folder
from pmobook.run.report import BatchReport
from pmobook.vocabulary import Quarter

GMPP = workbook_folder() / "params" / "gmpp"


@pytest.fixture
def new(tmp_path, call):
    """A new engagement without packs."""
    folder = tmp_path / "client"
    assert call("init", folder, "--organisation", "Client", "--business-unit", "retail", "--business-unit", "logistics")[0] == 0
    return folder


@pytest.fixture
def gmpp(tmp_path):
    folder = tmp_path / "gmpp"
    shutil.copytree(GMPP, folder, ignore=shutil.ignore_patterns("results", "forms"))
    return folder


def test_the_version_is_told(call) -> None:
    assert call("--version") == (0, f"pmobook {__version__}\n")


def test_a_new_engagement_can_be_checked_and_says_what_comes_first(new: Path, call) -> None:
    status, printed = call("check", new)
    assert status == 1
    assert "holds no input pack yet. Make blank ones with: pmobook forms" in printed


def test_blank_forms_are_written_for_every_business_unit(new: Path, call) -> None:
    status, printed = call("forms", new, "--quarter", "2026Q3")
    assert status == 0
    for unit in ("retail", "logistics"):
        assert (new / "forms" / unit / "2026Q3" / "pack.xlsx").is_file()
        assert f"forms/{unit}/2026Q3/pack.xlsx" in printed.replace("\\", "/")


def test_blank_forms_of_a_named_business_unit_only(new: Path, call) -> None:
    assert call("forms", new, "-q", "2026Q3", "-b", "retail")[0] == 0
    assert sorted(path.name for path in (new / "forms").iterdir()) == ["retail"]


def test_blank_forms_can_name_measures_and_pass_the_check_before_anybody_takes_them_on(new: Path, call) -> None:
    assert call("forms", new, "-q", "2026Q3", "-b", "retail", "--measures", "decision_days,financial_management")[0] == 0
    blank = new / "forms" / "retail" / "2026Q3"
    names = (blank / "csv" / "measures.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert len(names) == 7
    assert names[-1].startswith("decision_days,Days to a decision,")
    shutil.copytree(blank / "csv", new / "inputs" / "retail" / "2026Q3")
    assert call("check", new, "-b", "retail") == (0, "No problems in 1 pack.\n")


def test_a_measure_that_the_catalogue_lacks_is_refused_with_the_nearest(new: Path, call) -> None:
    status, printed = call("forms", new, "-q", "2026Q3", "--measures", "decision_day")
    assert (status, "Did you mean decision_days?" in printed) == (1, True)
    assert not (new / "forms").exists()


def test_the_method_s_models_and_measures_are_checked_together(call) -> None:
    status, printed = call("method", "check")
    assert status == 0
    assert "params/method/maturity/strategic_pmo: " in printed
    assert "params/method/measures: Measures of a PMO, version " in printed
    assert "params/method/measures" not in call("method", "check", "--model", "strategic_pmo")[1]


def test_an_unknown_business_unit_is_refused_with_the_nearest(new: Path, call) -> None:
    status, printed = call("forms", new, "--quarter", "2026Q3", "--business-unit", "retial")
    assert (status, "Did you mean retail?" in printed) == (1, True)


@pytest.mark.parametrize("command", ["forms", "check", "run", "results", "serve"])
def test_a_folder_that_is_no_engagement_is_told_without_a_traceback(command: str, tmp_path: Path, call) -> None:
    status, printed = call(command, tmp_path)
    assert status == 1
    assert "is no engagement: it has no engagement.yaml" in printed


@pytest.mark.parametrize("command", ["forms", "check", "run"])
def test_a_quarter_that_is_none_is_told(command: str, new: Path, call) -> None:
    status, printed = call(command, new, "--quarter", "third")
    assert (status, "Write the year and the quarter, as in 2026Q3" in printed) == (1, True)


def test_every_problem_is_printed_at_once_and_counted(gmpp: Path, call) -> None:
    projects = gmpp / "inputs" / "dft" / "2018Q3" / "projects.csv"
    projects.write_text(projects.read_text(encoding="utf-8").replace(",executing,", ",doing,"), encoding="utf-8")
    (gmpp / "inputs" / "moj" / "2018Q3" / "rsiks.csv").write_text("a,b\n", encoding="utf-8")
    status, printed = call("check", gmpp)
    lines = printed.splitlines()
    assert status == 1
    assert sum("found 'doing'" in line and "expected" in line for line in lines) == 18
    assert any("inputs/moj/2018Q3/rsiks.csv" in line and "risks" in line for line in lines)
    assert lines[-1] == "19 problems."


def test_packs_without_problems_end_well(gmpp: Path, call) -> None:
    assert call("check", gmpp, "--all") == (0, "No problems in 108 packs.\n")


def test_a_business_unit_without_a_pack_is_named_when_it_is_asked_for(gmpp: Path, call) -> None:
    status, printed = call("check", gmpp, "--business-unit", "bis")
    assert (status, "inputs/bis/2018Q3: found no pack handed in" in printed) == (1, True)


def test_an_import_reports_and_a_second_one_changes_nothing(gmpp: Path, call) -> None:
    source = gmpp / "source" / "gmpp_2014_2019.csv"
    mapping = workbook_folder() / "params" / "mappings" / "gmpp.yaml"
    status, printed = call("import", gmpp, "--mapping", mapping, source)
    assert status == 0
    assert "939" in printed


def test_an_import_needs_a_mapping_and_says_how_to_get_one(gmpp: Path, call) -> None:
    status, printed = call("import", gmpp, gmpp / "source" / "gmpp_2014_2019.csv")
    assert (status, "--propose" in printed) == (1, True)


def test_a_proposed_mapping_is_written_once_and_never_over_another(gmpp: Path, tmp_path: Path, call) -> None:
    source, mapping = gmpp / "source" / "gmpp_2014_2019.csv", tmp_path / "first.yaml"
    assert call("import", gmpp, "--propose", "--mapping", mapping, source)[0] == 0
    assert "business_unit:" in mapping.read_text(encoding="utf-8")
    status, printed = call("import", gmpp, "--propose", "--mapping", mapping, source)
    assert (status, "is there already" in printed) == (1, True)
    status, printed = call("import", gmpp, "--propose", source)
    assert (status, printed.strip() == mapping.read_text(encoding="utf-8").strip()) == (0, True)


@pytest.mark.parametrize(("text", "words"), [("minimum", "takes NAME=VALUE"), ("=3", "takes NAME=VALUE")])
def test_a_parameter_without_name_or_value_is_refused(text: str, words: str, gmpp: Path, call) -> None:
    status, printed = call("run", gmpp, "--parameter", text)
    assert (status, words in printed) == (1, True)


def test_a_parameter_given_twice_is_refused(gmpp: Path, call) -> None:
    status, printed = call("run", gmpp, "-p", "a=1", "-p", "a=2")
    assert (status, "--parameter a is given twice" in printed) == (1, True)


def test_results_before_any_run_say_how_to_run(gmpp: Path, call) -> None:
    status, printed = call("results", gmpp)
    assert (status, "Assess the business units with: pmobook run" in printed) == (1, True)


def test_generating_refuses_a_folder_with_content(gmpp: Path, call) -> None:
    assert call("generate", gmpp)[0] == 1


def test_a_pack_in_a_misnamed_folder_is_a_problem(gmpp: Path, call) -> None:
    (gmpp / "inputs" / "dft" / "2018q4").mkdir()
    status, printed = call("check", gmpp)
    assert (status, "inputs/dft/2018q4: found a folder named '2018q4'" in printed) == (1, True)


def test_a_folder_that_is_not_there_is_told_without_a_traceback(gmpp: Path, tmp_path: Path, call) -> None:
    source = gmpp / "source" / "gmpp_2014_2019.csv"
    status, printed = call("import", gmpp, "--propose", "--mapping", tmp_path / "none" / "first.yaml", source)
    assert (status, "first.yaml: No such file or directory. Check that it is there" in printed) == (1, True)


def test_every_command_explains_itself() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "pmobook.cli", "--help"],
        capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    ).stdout  # fmt: skip
    for command in ("init", "forms", "check", "import", "run", "results", "serve", "generate"):
        assert re.search(rf"^\W*{command}\s+\w", listed, flags=re.MULTILINE), command


def test_looking_back_before_anything_is_published_says_so(new: Path, call) -> None:
    for command, words in (
        (("history", new), "Nothing has been recorded yet. Assess the business units with: pmobook run"),
        (("compare", new, "2026Q2", "2026Q3"), "Nothing is recorded for 2026Q2. There are results for no quarter."),
        (("recompute", new, "2026Q2"), "Nothing is recorded for 2026Q2."),
        (("results", new, "--as-of", "5"), "There is no publication 5. There is none yet."),
    ):
        status, printed = call(*command)
        assert status == 1
        assert words in printed


def test_publishing_asks_what_to_write(new: Path, call) -> None:
    status, printed = call("publish", new)
    assert status == 1
    assert "Say what to write: " in printed
    assert "--site FOLDER for the scorecards, --report FOLDER for the notebooks" in printed


def test_code_is_shown_in_reports_only(new: Path, call, tmp_path: Path) -> None:
    assert call("publish", new, "--site", tmp_path / "site", "--with-code") == (
        1,
        "pmobook: --with-code is about reports. Say where to write them, with --report FOLDER.\n",
    )


def test_what_is_not_published_yet_makes_no_site_and_no_report(new: Path, call, tmp_path: Path) -> None:
    for option in ("--site", "--report"):
        status, printed = call("publish", new, option, tmp_path / "out")
        assert status == 1
        assert "Assess the business units first: pmobook run" in printed
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["check", "what-if", "survey status", "access show"])
def test_a_command_that_reads_no_results_says_why_it_takes_no_storage(call, tmp_path, command):
    status, printed = call(*command.split(), tmp_path, "--storage", "s3://acme/pmo")
    assert status == 1
    assert f"{command} neither reads nor writes results" in printed
    assert "Run it without --storage." in printed


@pytest.mark.parametrize(("stray", "expected"), [(None, 0), ("inputs/retial/2026Q3/goals.csv", 1)])
def test_a_run_that_leaves_a_pack_unread_ends_with_status_1_and_names_it(call, tmp_path, monkeypatch, stray, expected):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text("organisation: Any\nmoney: {currency: EUR}\n")
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\nlead: Head of Retail\n")
    for name in filter(None, ("inputs/retail/2026Q3/goals.csv", stray)):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("goal_id,title\n")
    all_well = BatchReport("20260101T000000Z_abcdef", Quarter.parse("2026Q3"), (), None, "")
    monkeypatch.setenv("PMOBOOK_WARM_KERNELS", "0")
    monkeypatch.setattr("pmobook.run.batch.run_engagement", lambda *_, **__: all_well)
    status, printed = call("run", tmp_path)
    assert status == expected
    assert ("not read: inputs/retial" in printed) == bool(stray)
