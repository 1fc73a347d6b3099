"""What to decide is at most ten lines, and every finding stays within reach as text."""

import pandas as pd

from pmobook.assess.findings import Finding, findings_table
from pmobook.method.improvement_plan import plan_method
from pmobook.show.scorecard_matters import matters_list, matters_said

HOSTILE = "<script>alert('x')</script>"
NAMES = {"r": "Retail", "s": HOSTILE}


def made(*found, unit="r"):
    return findings_table("30_performance", found).assign(business_unit=unit, is_new=True)


def test_at_most_ten_lines_stand_open_and_no_finding_is_lost():
    kinds = [one.kinds[0] for one in plan_method().matters if one.kinds]
    rows = made(*(Finding(kind, f"S{place}", "act", f"{kind} of S{place}.") for place, kind in enumerate(kinds * 2)))
    shown = matters_list(rows, NAMES).html
    assert shown.split("<details><summary>Show ")[0].count("<li>") <= 10
    assert all(sentence in shown for sentence in rows["sentence"])
    before_fold = shown.rsplit(" more</summary>", 1)[0]
    assert before_fold.count("findings</summary>") <= 10
    assert matters_said(rows) == f"{len(rows)} findings on {len(kinds)} matters"


def test_a_lone_finding_stands_by_itself_and_what_people_wrote_is_text():
    lone = matters_list(made(Finding("late", HOSTILE, "act", HOSTILE, HOSTILE), unit="s"), NAMES).html
    assert "<details>" not in lone
    assert "<script>" not in lone
    many = pd.concat([made(Finding("late", "P1", "act", HOSTILE)), made(Finding("late", "P1", "act", "b"), unit="s")])
    shown = matters_list(many, NAMES).html
    assert "2 projects of 2 business units are late, dear or in doubt." in shown
    assert "<script>" not in shown


def test_without_anything_to_decide_it_is_said():
    none = made(Finding("late", "P1", "watch", "It is late."))
    assert "No finding asks for a decision." in matters_list(none, NAMES).html
    assert matters_said(none) == ""
