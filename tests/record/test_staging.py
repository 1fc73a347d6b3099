"""Results that wait to be recorded."""

import json
import subprocess
import sys

import pytest

from pmobook.record.staging import read_staged, stage, staged_folder


def staged(folder, tables):
    stage(folder, "10_maturity", "retail", "2026Q3", "aaaa", tables)
    return folder / "2026Q3" / "retail" / "10_maturity" / "aaaa"


def test_staged_results_are_read_back_with_whose_they_are(tmp_path, tables):
    found = read_staged(staged(tmp_path, tables))
    assert (found.notebook, found.business_unit, found.quarter, found.run_id) == ("10_maturity", "retail", "2026Q3", "aaaa")
    assert set(found.digests) == {"area_scores", "findings"}
    assert found.table("area_scores")["run_id"].to_pylist() == ["aaaa", "aaaa"]
    assert found.table("area_scores")["area_id"].to_pylist() == ["finance", "portfolio"]


def test_the_same_results_give_the_same_bytes(tmp_path, tables):
    turned = {"findings": tables["findings"], "area_scores": tables["area_scores"][::-1]}
    one, other = staged(tmp_path / "one", tables), staged(tmp_path / "other", turned)
    assert sorted(path.name for path in one.iterdir()) == ["area_scores.parquet", "complete.json", "findings.parquet"]
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes()


def test_staging_twice_leaves_one_complete_folder_and_no_drafts(tmp_path, tables):
    staged(tmp_path, tables)
    folder = staged(tmp_path, tables)
    assert [path.name for path in folder.parent.iterdir()] == ["aaaa"]
    assert read_staged(folder) is not None


def test_results_that_differ_take_the_place_of_the_earlier(tmp_path, tables, make_scores):
    staged(tmp_path, tables)
    found = read_staged(staged(tmp_path, {"area_scores": make_scores(4.0)}))
    assert set(found.digests) == {"area_scores"}
    assert max(found.table("area_scores")["level"].drop_null().to_pylist()) == 4


def test_by_hand_nothing_is_written_and_the_sentence_says_so(tmp_path, tables, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = stage("", "10_maturity", "retail", "2026Q3", "by_hand", tables)
    assert "by hand" in shown._repr_html_()
    assert list(tmp_path.iterdir()) == []


def test_by_hand_wrong_results_are_still_refused(tables):
    with pytest.raises(ValueError, match="table area_scores: column gap is missing"):
        stage("", "10_maturity", "retail", "2026Q3", "by_hand", {"area_scores": tables["area_scores"].drop(columns="gap")})


def test_the_sentence_says_what_was_recorded(tmp_path, tables):
    shown = stage(tmp_path, "10_maturity", "retail", "2026Q3", "aaaa", tables)
    assert str(shown) == "Recorded for retail, 2026Q3: area scores (2), findings (1)."
    assert "<script" not in type(shown)("<script>")._repr_html_()


@pytest.mark.parametrize(("name", "words"), [("area_score", "did you mean area_scores"), ("runs", "there is no table runs")])
def test_an_unknown_table_is_refused(tmp_path, tables, name, words):
    with pytest.raises(ValueError, match=words):
        stage(tmp_path, "10_maturity", "retail", "2026Q3", "aaaa", {name: tables["area_scores"]})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"business_unit": "../retail"},
        {"business_unit": "Retail"},
        {"notebook": "../10"},
        {"run_id": "../../a"},
        {"run_id": ""},
        {"notebook": "a/b"},
    ],
)
def test_no_part_of_the_folder_can_lead_elsewhere(tmp_path, change):
    parts = {"quarter": "2026Q3", "business_unit": "retail", "notebook": "10_maturity", "run_id": "aaaa"} | change
    with pytest.raises(ValueError, match="no ids"):
        staged_folder(tmp_path, **parts)


def harm_a_file(folder):
    path = folder / "findings.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def rename_the_owner(folder):
    path = folder / "complete.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"business_unit": "wholesale"}))


@pytest.mark.parametrize(
    "harm",
    [
        harm_a_file,
        rename_the_owner,
        lambda folder: (folder / "complete.json").unlink(),
        lambda folder: (folder / "complete.json").write_text("[1]"),
        lambda folder: (folder / "complete.json").write_text('{"tables": 3}'),
        lambda folder: (folder / "area_scores.parquet").unlink(),
    ],
)
def test_results_that_are_incomplete_or_harmed_count_as_none(tmp_path, tables, harm):
    folder = staged(tmp_path, tables)
    harm(folder)
    assert read_staged(folder) is None


def test_a_folder_that_is_not_there_holds_no_results(tmp_path):
    assert read_staged(tmp_path / "nowhere") is None


def test_the_kernel_does_not_pay_for_the_store():
    """Importing what a notebook's last cell needs loads neither Delta Lake nor anything that draws or runs."""
    code = "import sys, pmobook.record.staging; print([m for m in ('deltalake', 'papermill', 'nbformat') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
