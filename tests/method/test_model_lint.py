"""A model is looked at as a whole, and the report says what its author must mend."""

from __future__ import annotations

import os

import pytest

from pmobook.errors import PmobookError
from pmobook.method.model_lint import check_model, find_model_folder


def test_a_complete_model_of_another_kind_has_no_problem(small):
    report = check_model(small)
    assert [str(one) for one in report.findings] == []
    first, counts = report.lines()[:2]
    assert first == "supplier_office: Supplier office, version 3.2 of 2026-05-04"
    assert counts.startswith(
        "focus areas 2, capabilities 3, levels 4, perspectives 2, questions 6, statements 12, practices 18, actions 10"
    )
    assert report.lines()[2].startswith("Reading ease (Flesch; 60 is plain English, below 30 very difficult): sourcing ")
    assert report.lines()[-1] == "No problems, no remarks."


def test_a_sketch_is_told_what_it_lacks_and_not_refused(tmp_path):
    folder = tmp_path / "sketch"
    folder.mkdir()
    (folder / "model.yaml").write_text(
        "model_id: sketch\ntitle: Sketch\nversion: '0'\ndated: '2026-01-01'\nsource: a test\n"
        "levels: {'0': None, '1': Some, '2': All}\nscoring_rules: [weighted_mean]\n"
        "areas:\n  - area_id: one\n    title: One\n    short_title: One\n    definition: The first.\n"
        "    capabilities: [{capability_id: first, title: First, definition: It is done.}]\n",
        encoding="utf-8",
    )
    report = check_model(find_model_folder(str(folder)))
    assert len(report.problems) == 3 + 2 + 2
    assert report.lines()[-1] == "7 problems, no remarks."
    assert any("levels > 2: found nothing, expected what one would see at level 2 (All)" in one for one in report.lines())


def test_a_model_that_does_not_hold_together_gives_its_problems(small, change):
    change("sourcing.yaml", "weight: 1.5", "weight: none")
    report = check_model(small)
    assert report.counts == {}
    assert report.lines()[0] == "supplier_office"
    assert "sourcing.yaml, capabilities > 0 > weight: found 'none'" in report.lines()[1]
    assert report.lines()[-1] == "1 problem, no remarks."


def test_crosswalks_are_looked_at_too(small, change):
    change("crosswalks.yaml", "before: 1.0", "before: 0.9")
    assert [one.found for one in check_model(small).problems] == ["shares that add up to 0.9"]


def test_each_kind_of_finding_reaches_the_report(small, change):
    change("sourcing.yaml", "- capability_id: contracts\n", "- capability_id: contracts\n    weight: 20\n")
    change("sourcing.yaml", "Orders go to whoever was used before.", "An excellent unit.")
    change("sourcing.yaml", "Terms stand in mails, if anywhere.", "Contracts lie with the person who signed them.")
    change("sourcing.yaml", "action_id: contracts_to_1\n        to_level: 1", "action_id: contracts_to_1\n        to_level: 2")
    (small.path / "forgotten.yaml").write_text("area_id: forgotten\n", encoding="utf-8")
    told = "\n".join(check_model(small).lines())
    for words in (
        "problem: supplier_office/sourcing.yaml, selection_of_suppliers, levels > 0: found 'excellent'", "a bare 'unit'",
        "word for word as in supplier_office/sourcing.yaml, contracts, levels > 0", "no action from level 0 to 1", "out of reach",
        "remark: supplier_office/sourcing.yaml, capabilities: found a weight of 20 for contracts",
        "remark: supplier_office/forgotten.yaml: found a file that nothing reads",
    ):  # fmt: skip
        assert words in told


def test_a_model_is_found_by_id_or_by_folder(small):
    assert find_model_folder("strategic_pmo").shown_as == "params/method/maturity/strategic_pmo"
    assert find_model_folder(str(small.path)).model_id == "supplier_office"


def test_a_folder_may_be_named_from_inside(small, monkeypatch):
    monkeypatch.chdir(small.path)
    assert find_model_folder(os.curdir).model_id == "supplier_office"


def test_what_is_neither_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(
        PmobookError, match=r"neither a folder with a model\.yaml nor a model of the method\. Did you mean strategic_pmo\?"
    ):
        find_model_folder("strategic_pm0")
    with pytest.raises(PmobookError, match="neither a folder"):
        find_model_folder(str(tmp_path))
