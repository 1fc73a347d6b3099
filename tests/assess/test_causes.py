"""Every difference names its cause, its parts sum to it, and what can't be told apart says so."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.causes import CAUSES, COMPARED, name_causes, telescope
from pmobook.assess.compared_figures import FIGURES, KEYS
from pmobook.assess.dependences import Dependences

SAME_WAY = Dependences(inputs=True, parts=("form projects",))
OTHER_METHOD = Dependences(inputs=True, method=True, method_files=("thresholds.yaml",))
ONLY_METHOD = Dependences(method=True)


def figures(*rows):
    """Make rows of (about, subject, value or words, coverage)."""
    made = [
        {"business_unit": "retail", "about": about, "subject": subject, "figure": "f", "title": subject,
         "unit_of_measure": "days",
         "value": np.nan if isinstance(value, str) else value, "said": value if isinstance(value, str) else "",
         "coverage": coverage, "notebook": "n"}
        for about, subject, value, coverage in rows
    ]  # fmt: skip
    return pd.DataFrame(made, columns=list(FIGURES)).astype(FIGURES)


def one(before, now, way=SAME_WAY, coverage=("", ""), about="project", known=None):
    ways = {} if way is None else {("retail", "n"): way}
    past, present = figures((about, "p", before, coverage[0])), figures((about, "p", now, coverage[1]))
    return name_causes(past, present, ways, known).iloc[0]


def parts(row):
    return {name: row[name] for name in CAUSES if row[name]}


@pytest.mark.parametrize(
    ("way", "coverage", "expected"),
    [
        (SAME_WAY, ("", ""), {"world": 3.0}),
        (SAME_WAY, ("risks 3", "risks 4"), {"not_separated": 3.0}),
        (ONLY_METHOD, ("risks 3", "risks 4"), {"method": 3.0}),
        (OTHER_METHOD, ("", ""), {"not_separated": 3.0}),
        (None, ("", ""), {"not_separated": 3.0}),
        (Dependences(), ("", ""), {"not_separated": 3.0}),
    ],
)
def test_a_difference_is_the_worlds_the_methods_or_not_separated(way, coverage, expected):
    assert parts(one(2.0, 5.0, way, coverage)) == expected


def test_the_reason_why_a_difference_is_not_separated_is_told():
    assert "method changed: thresholds.yaml" in one(2.0, 5.0, OTHER_METHOD)["note"]
    assert one(2.0, 5.0, SAME_WAY, ("risks 3", "risks 4"))["note"] == "it rests on risks 4, before on risks 3"
    assert one(2.0, 5.0, None)["note"] == "which runs made it is not known"


def test_a_known_part_of_the_method_leaves_the_rest_to_the_world():
    known = pd.DataFrame([("retail", "project", "p", "f", 1.0)], columns=[*KEYS, "method"])
    row = one(2.0, 5.0, OTHER_METHOD, known=known)
    assert parts(row) == {"world": 2.0, "method": 1.0}
    assert row["cause"] == "the world and the method"


def test_known_parts_of_world_evidence_and_raters_are_taken_and_the_rest_is_not_separated():
    known = pd.DataFrame([("retail", "focus area", "p", "f", 1.0, 0.5, 0.25)], columns=[*KEYS, "world", "evidence", "raters"])
    row = one(2.0, 4.0, SAME_WAY, about="focus area", known=known)
    assert parts(row) == {"world": 1.0, "evidence": 0.5, "raters": 0.25, "not_separated": 0.25}


def test_a_score_of_a_focus_area_is_never_laid_to_the_world_for_as_many_raters_alone():
    assert parts(one(2.0, 3.0, SAME_WAY, ("raters 5", "raters 5"), about="focus area")) == {"not_separated": 1.0}


@pytest.mark.parametrize(
    ("before", "now", "cause"),
    [
        (2.0, 2.0, "the same"),
        (math.nan, 2.0, "the evidence: now assessed"),
        (2.0, math.nan, "the evidence: no longer assessed"),
        (math.nan, math.nan, "not assessed"),
        ("amber", "red", "the world"),
        ("amber", "amber", "the same"),
    ],
)
def test_what_has_no_difference_to_split_is_told_in_words(before, now, cause):
    row = one(before, now)
    assert row["cause"] == cause
    assert not any(row[name] for name in CAUSES if not math.isnan(row[name]))


def test_what_came_and_went_is_listed_and_not_counted_as_zero():
    found = name_causes(figures(("project", "a", 1.0, "")), figures(("project", "b", 2.0, "")), {("retail", "n"): SAME_WAY})
    assert found["cause"].tolist() == ["the world: it is no more", "the world: it is new"]
    assert found["difference"].isna().all()


def test_another_unit_of_measure_is_no_difference():
    now = figures(("project", "p", 5.0, "")).assign(unit_of_measure="weeks")
    row = name_causes(figures(("project", "p", 2.0, "")), now, {("retail", "n"): SAME_WAY}).iloc[0]
    assert row["cause"] == "measured otherwise"
    assert math.isnan(row["difference"])


def test_nothing_compared_gives_no_rows():
    assert list(name_causes(figures(), figures(), {}).columns) == list(COMPARED)
    assert name_causes(figures(), figures(), {}).empty


numbers = st.floats(-1e6, 1e6)
maybe = st.one_of(numbers, st.just(math.nan))


@settings(max_examples=40, deadline=None)
@given(before=maybe, now=maybe, way=st.sampled_from([SAME_WAY, OTHER_METHOD, ONLY_METHOD, None]), same=st.booleans(),
       world=maybe, evidence=maybe, raters=maybe, method=maybe)  # fmt: skip
def test_parts_sum_to_the_whole_whatever_is_known(  # noqa: PLR0917 - each is drawn
    before, now, way, same, world, evidence, raters, method
):
    known = pd.DataFrame(
        [("retail", "project", "p", "f", world, evidence, raters, method)],
        columns=[*KEYS, "world", "evidence", "raters", "method"],
    )
    row = one(before, now, way, ("a", "a" if same else "b"), known=known)
    if math.isnan(before) or math.isnan(now):
        assert all(math.isnan(row[name]) for name in CAUSES)
    else:
        assert math.fsum(row[name] for name in CAUSES) == pytest.approx(now - before, abs=1e-6)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5))
def test_narrowing_step_by_step_accounts_for_the_whole(layers):
    before, now = zip(*layers, strict=True)
    found = telescope(before, now)
    assert len(found) == len(layers)
    assert math.fsum(found) == pytest.approx(now[0] - before[0], abs=1e-6)


def test_narrowing_by_nothing_is_refused():
    for before, now in (([], []), ([1.0], [1.0, 2.0])):
        with pytest.raises(ValueError, match="there must be as many of both, and at least one"):
            telescope(before, now)
