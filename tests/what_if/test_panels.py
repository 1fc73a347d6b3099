import base64
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.portfolio import Losses
from pmobook.inputs.engagement_parameters import Money
from pmobook.what_if import panels
from pmobook.what_if.outcome import outcome_of
from pmobook.what_if.scenario import as_it_stands

POUNDS = Money(currency="GBP")


@pytest.fixture
def outcome(small):
    """The forms' own scenario."""
    return outcome_of(small, as_it_stands(small))


def text_of(html):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


def test_the_headline_says_what_moves_and_what_it_is_worth(outcome):
    shown = text_of(panels.result(outcome, POUNDS))
    assert "1 project enters and 1 project leaves: value unchanged for £1.0m more" in shown
    assert "Proven no other set is worth more" in shown


def test_proven_is_said_only_with_the_proof(outcome):
    shown = text_of(panels.result(replace(outcome, is_proven=False, gap=0.02), POUNDS))
    assert "Not proven another set could be worth up to 2.00% more" in shown
    assert "Proof Proven" not in shown


def test_where_nothing_fits_the_page_says_why_and_shows_no_figures(small):
    found = outcome_of(small, replace(as_it_stands(small), budget=1.0))
    shown = text_of(panels.result(found, POUNDS))
    assert "No set of projects is possible in this scenario" in shown
    assert "One change is enough" in shown
    assert "nan" not in shown
    assert panels.changes(small, found, POUNDS) == panels.every_project(small, found, POUNDS) == ""


def test_a_present_choice_beyond_the_budget_is_said(small):
    found = outcome_of(small, replace(as_it_stands(small), budget=4.0))
    assert "The present choice takes £1.0m more than this budget." in text_of(panels.result(found, POUNDS))


def test_changes_name_the_mandate_and_its_reason_and_escape_titles(small, outcome):
    titled = replace(small, titles={**small.titles, "a": "<script>"})
    assert "&lt;script&gt;" in panels.changes(titled, outcome, POUNDS)
    assert "in: law (Regulator)" in panels.every_project(titled, outcome, POUNDS)


def test_what_was_left_out_is_listed(small):
    noted = replace(small, notes=("No budget is set.",), cannot_be_chosen={"b": "its cost is not assessed"})
    assert "Project b can't be chosen: its cost is not assessed" in text_of(panels.notes(noted)).replace("&#x27;", "'")
    assert panels.notes(small) == ""


def test_a_file_travels_inside_the_page(outcome):
    shown = panels.download([("a.csv", "text/csv", "é;1", "Scenarios (CSV)")])
    held = re.search(r'download="a.csv" href="data:text/csv;base64,([^"]+)"', shown)[1]
    assert base64.b64decode(held).decode() == "é;1"


def test_losses_stand_beside_what_leadership_tolerates(small):
    """They lose 3, 2 and 1 for certain: 3.5 leaves no room for a beside c, which must be in, the quarter none for b."""
    lost = pd.DataFrame({"a": [3.0] * 4, "b": [2.0] * 4, "c": [1.0] * 4})
    careful = replace(small, losses=lost, tolerance=3.5, risk=Losses(lost, np.zeros(4), np.zeros(4), (4,)))
    found = outcome_of(careful, as_it_stands(careful))
    assert found.chosen == ("c",)
    shown = text_of(panels.result(found, POUNDS))
    assert "Losses in bad cases: £1.0m of £3.5m that leadership tolerates; present choice £3.0m." in shown


def test_without_a_tolerance_nothing_is_said_of_losses(outcome):
    assert "Losses in bad cases" not in text_of(panels.result(outcome, POUNDS))
