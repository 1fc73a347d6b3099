"""The page says everything that the catalogue says, with links that lead somewhere."""

from __future__ import annotations

import re

import pytest

from pmobook.inputs.reference import forms_reference
from pmobook.method.forms import FORM_NAMES
from pmobook.method.markdown import anchor
from pmobook.method.measure_catalogue import measure_catalogue
from pmobook.method.measure_page import measure_page

CATALOGUE = measure_catalogue()
PAGE = measure_page(CATALOGUE)


@pytest.mark.parametrize("one", CATALOGUE.measures, ids=lambda one: one.measure_id)
def test_everything_of_a_measure_stands_in_its_section(one):
    section = PAGE.partition(f"### {one.title}\n")[2].partition("\n###")[0]
    formula = one.formula
    texts = [one.measure_id, one.what, one.why, one.unit_of_measure, one.owner, one.target.reason, one.pitfalls, formula.period]
    texts += [text for text in (formula.numerator, formula.denominator, formula.value, one.data.system) if text]
    texts += [*one.data.forms, *one.computed_from, *one.sources]
    texts += [one.benchmark.figure, one.benchmark.source] if one.benchmark else []
    assert [text for text in texts if " ".join(text.split()) not in section] == []


def test_a_suggested_target_has_its_unit_of_measure_and_tolerance():
    assert "| target, suggested | 90 (percent), near it within 5. A tenth leaves room" in PAGE
    assert "| target, suggested | 100 (percent). A gate that ends without a decision is a meeting. |" in PAGE


def test_links_lead_to_headings():
    headings = {anchor(line.lstrip("# ")) for line in PAGE.splitlines() if line[:1] == "#"}
    links = re.findall(r"\]\(#([^)]+)\)", PAGE)
    assert len(links) == len(CATALOGUE.measures)
    assert set(links) <= headings
    linked = set(re.findall(r"\]\(forms\.md#([^)]+)\)", PAGE))
    assert linked <= set(FORM_NAMES)
    assert all(f"\n## {name}\n" in forms_reference() for name in linked)
