"""Two states of an engagement are compared, and each cause is named: inputs, a method, both, or none that is known."""

import dataclasses
import json

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.record.commit import Batch, commit
from pmobook.record.staging import read_staged, stage, staged_folder
from pmobook.run import quarters_compared
from pmobook.run.fingerprint import Fingerprint
from pmobook.run.job import now
from pmobook.run.quarters_compared import compare_quarters
from pmobook.run.recompute import Tables
from pmobook.run.report import Outcome, runs_frame
from pmobook.terminal_compare import as_csv, compared_table
from pmobook.terminal_history import as_json
from pmobook.vocabulary import Quarter

HOSTILE = "=cmd|' /C calc'!A0 <script>[red]\x1b[2J"


def alignment(spend, title):
    row = {"goal_id": "G1", "title": title, "weight": 0.5, "weight_low": None, "weight_high": None, "spend": spend,
           "spend_share": 1.0, "difference": 0.5, "standing": None, "projects": 1, "note": ""}  # fmt: skip
    return pd.DataFrame([row])


@pytest.fixture
def publish(engagement):
    """Record a quarter's spend on a goal, as if a notebook had run with the digests given."""

    def record(spend, quarter="2026Q3", unit="retail", title="Grow", inputs="i", method="a" * 64):
        taken = Fingerprint(
            unit, quarter, "20_goal_alignment", inputs, method, "1", "l", "n", "{}", None, json.dumps({"form goals": inputs})
        )
        place = engagement.results / "staging"
        stage(place, "20_goal_alignment", unit, quarter, taken.run_id, {"alignment": alignment(spend, title)})
        staged = read_staged(staged_folder(place, quarter, unit, "20_goal_alignment", taken.run_id))
        assert staged is not None
        outcome = Outcome(unit, "20_goal_alignment", "ran", "", now(), now(), taken)
        rows = runs_frame((outcome,), Quarter.parse(quarter), "b1")
        return commit(engagement.results, [staged], rows, Batch("b1", Quarter.parse(quarter), ("20_goal_alignment",)))

    return record


def spend_of(compared):
    rows = compared.figures[compared.figures["figure"] == "spend"]
    assert len(rows) == 1
    return rows.iloc[0]


def test_changed_inputs_by_the_same_method_are_the_world(engagement, publish):
    publish(1.0, "2026Q2")
    publish(3.0, "2026Q3", inputs="j")
    row = spend_of(compare_quarters(engagement, "2026Q2", "2026Q3"))
    assert (row["difference"], row["world"], row["cause"]) == (2.0, 2.0, "the world")


def test_a_changed_method_on_the_same_inputs_is_the_method(engagement, publish):
    publish(1.0)
    publish(3.0, method="b" * 64)
    row = spend_of(compare_quarters(engagement, "2026Q3@1", "2026Q3@2"))
    assert (row["method"], row["cause"], row["note"]) == (2.0, "the method", "method changed")


def test_both_at_once_are_told_apart_only_by_computing_again(engagement, publish, monkeypatch):
    publish(1.0, "2026Q2")
    publish(3.0, "2026Q3", inputs="j", method="b" * 64)
    assert spend_of(compare_quarters(engagement, "2026Q2", "2026Q3"))["cause"] == "not separated"

    def again(_engagement, _quarter, runs, method, **_):
        assert method == "b" * 64
        return Tables({"alignment": alignment(1.5, "Grow").assign(business_unit="retail")}, runs.assign(method_digest=method))

    monkeypatch.setattr(quarters_compared, "recompute_tables", again)
    row = spend_of(compare_quarters(engagement, "2026Q2", "2026Q3", recompute=True))
    assert (row["method"], row["world"], row["not_separated"]) == (0.5, 1.5, 0.0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"input_digest": "other"}, "the inputs of 2026Q2 have changed"), ({"library_digest": "k"}, "was not made by today's code")],
)
def test_what_computing_again_cannot_tell_is_said(engagement, publish, monkeypatch, changes, words):
    publish(1.0, "2026Q2")
    publish(3.0, "2026Q3", inputs="j", method="b" * 64)

    def again(_engagement, _quarter, runs, method, **_):
        tables = {"alignment": alignment(1.5, "Grow").assign(business_unit="retail")}
        return Tables(tables, runs.assign(method_digest=method, **changes))

    monkeypatch.setattr(quarters_compared, "recompute_tables", again)
    compared = compare_quarters(engagement, "2026Q2", "2026Q3", recompute=True)
    assert spend_of(compared)["cause"] == "not separated"
    assert any(words in note for note in compared.notes)


def test_a_restated_quarter_is_compared_with_what_was_published_before(engagement, publish):
    publish(1.0)
    publish(4.0, inputs="j")
    publish(9.0, inputs="k")
    assert spend_of(compare_quarters(engagement, "2026Q3@1", "2026Q3", as_of="2"))["now"] == 4.0
    assert spend_of(compare_quarters(engagement, "2026Q3@1", "2026Q3"))["now"] == 9.0


def test_a_business_unit_of_one_quarter_only_is_named(engagement, publish):
    publish(1.0, "2026Q2")
    publish(1.0, "2026Q2", unit="wholesale")
    publish(1.0, "2026Q3")
    compared = compare_quarters(engagement, "2026Q2", "2026Q3")
    assert compared.notes == ("wholesale has results for 2026Q2 only and is not compared",)
    with pytest.raises(PmobookError, match="Nothing is recorded for 2026Q3 of a business unit 'wholesale'"):
        compare_quarters(engagement, "2026Q2", "2026Q3", business_units=["wholesale"])


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("2026Q1", "Nothing is recorded for 2026Q1. There are results for 2026Q3"),
        ("soon", "is not a quarter"),
        ("2026Q3@", "neither the number of a publication"),
        ("2026Q3@9", "There is no publication 9"),
    ],
)
def test_a_state_that_is_not_there_is_refused_in_words(engagement, publish, before, words):
    publish(1.0)
    with pytest.raises(PmobookError, match=words):
        compare_quarters(engagement, before, "2026Q3")


def test_hostile_words_are_text_in_the_terminal_and_no_formula_in_a_file(engagement, publish):
    publish(1.0, "2026Q2", title=HOSTILE)
    publish(2.0, "2026Q3", title=HOSTILE, inputs="j")
    compared = compare_quarters(engagement, "2026Q2", "2026Q3")
    cells = [str(cell) for column in compared_table(compared).columns for cell in column.cells]
    assert any("<script>[red]" in cell for cell in cells)
    assert not any("\x1b" in cell for cell in cells)
    assert ",'=cmd|" in as_csv(compared.figures)
    assert json.loads(as_json(compared.figures))[0]["title"] == HOSTILE


def test_the_same_state_twice_differs_in_nothing(engagement, publish):
    publish(1.0)
    compared = compare_quarters(engagement, "2026Q3", "2026Q3")
    assert set(compared.figures["cause"]) == {"the same"}
    assert dataclasses.asdict(compared)["before"] == "2026Q3"
