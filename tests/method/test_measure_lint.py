"""The catalogue of measures reads easily, says nothing twice, and is told where it doesn't."""

from __future__ import annotations

import shutil

import pytest

from pmobook.method.measure_catalogue import catalogue_folder, measure_catalogue
from pmobook.method.measure_lint import check_catalogue, measure_texts


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(catalogue_folder(), tmp_path / "measures")


def edit(folder, name, old, new):
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_method_s_catalogue_has_neither_problem_nor_remark():
    report = check_catalogue()
    assert report.findings == ()
    assert report.counts["measures"] == len(measure_catalogue().measures)
    assert report.lines()[0] == "params/method/measures: Measures of a PMO, version 1.0 of 2026-11-27"


def test_every_focus_area_reads_as_plain_english():
    assert min(one.reading_ease for one in check_catalogue().reading) >= 60


def test_every_text_that_a_reader_sees_is_looked_at():
    texts = [text.text for text in measure_texts(measure_catalogue(), "measures")]
    for one in measure_catalogue().measures:
        for text in (one.title, one.what, one.why, one.pitfalls, one.target.reason, one.formula.period):
            assert text in texts


def test_a_sentence_that_stands_twice_is_a_problem(folder):
    edit(folder, "strategic_partner", "Nobody marks their own work down.", "")
    edit(folder, "strategic_partner", "A PMO that thinks more of itself than its customers do will work on the wrong things.",
         "Leadership needs at least one view that has nothing to lose.")  # fmt: skip
    (told,) = check_catalogue(folder).problems
    assert "measures/strategic_partner.yaml, perception_gap, why: found" in str(told)
    assert "word for word as in measures/strategic_partner.yaml, reviews_independent, why" in str(told)


def test_a_word_with_two_meanings_is_a_problem(folder):
    edit(folder, "resource_management", "projects ask more of a role", "units ask more of a role")
    (told,) = check_catalogue(folder).problems
    assert "over_allocated_role_months, what: found a bare 'units'" in str(told)


def test_a_file_that_nothing_reads_is_a_remark(folder):
    (folder / "people.yaml").write_text("area_id: people\n", encoding="utf-8")
    (told,) = check_catalogue(folder).remarks
    assert "measures/people.yaml: found a file that nothing reads" in str(told)


def test_a_catalogue_that_cannot_be_read_is_reported_and_not_raised(folder):
    edit(folder, "catalogue", 'version: "1.0"\n', "")
    report = check_catalogue(folder)
    assert (report.title, report.counts) == ("", {})
    assert "measures/catalogue.yaml, version: found nothing" in str(report.problems[0])
