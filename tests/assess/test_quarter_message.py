"""A message says first what it is about, lists what a reader can take in, counts the rest, and holds all of it as data."""

import datetime as dt
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.quarter_message import compose_message, compose_nothing_handed_in
from pmobook.assess.quarter_news import Published, QuarterNews
from pmobook.vocabulary import Quarter

PUBLISHED = Published(7, dt.datetime(2026, 10, 18, 6, tzinfo=dt.UTC), Quarter(2026, 3), ("retail",), {})
QUIET = QuarterNews("Example", "2026 Q3", PUBLISHED, "2026Q2", "", ("Retail",), (), (), (), (), (), (), ())


def finding(number=1, severity="act"):
    told = {"business_unit": "Retail", "notebook": "30_performance", "finding_id": f"a:{number}"}
    return told | {"severity": severity, "sentence": f"Matter {number}.", "owner": "Head of Retail"}


def breach(is_new, unit="Retail"):
    return {"limit": "Target", "business_unit": unit, "sentence": "Missed.", "owner": "", "is_new": is_new}


def test_a_quiet_quarter_says_so():
    message = compose_message(QUIET)
    assert message.subject == "Example, 2026Q3: no change"
    assert message.text == (
        "Example: 2026 Q3, published as number 7 on 2026-10-18 06:00 UTC.\nNew results: Retail.\nCompared with 2026Q2.\n\n"
        "WHAT CHANGED\n- No level, confidence or measure moved.\n- New findings: 0, of which 0 ask for action or attention.\n"
        "- Gone findings: 0, of which 0 ask for action or attention.\n\n"
        "WHAT IS BREACHED\n- Nothing.\n\nWHAT FAILED, IS MISSING OR CAME LATE\n- Nothing.\n"
    )


def test_a_full_one_names_change_breach_failure_absence_and_where_to_look():
    change = {
        "business_unit": "Retail",
        "about": "focus area",
        "subject": "a",
        "title": "Money",
        "direction": "no longer assessed",
    }
    news = replace(
        QUIET,
        address="https://pmo.example.org",
        changed=({**change, "before": 2.345, "now": None},),
        breached=(breach(True), breach(False), breach(None, unit="")),
        failed=({"business_unit": "Wholesale", "notebooks": ["10_maturity"], "reason": "No sheet."},),
        missing=("Logistics",),
        late=(finding() | {"sentence": "It came late."},),
    )
    message = compose_message(news)
    assert message.subject == "Example, 2026Q3: 1 change, 3 breached, 1 failed, 1 missing"
    for line in (
        "- Retail, focus area 'Money': no longer assessed, from 2.3 to not assessed.",
        "- Target (new), Retail: Missed.",
        "- Target (as before), Retail: Missed.",
        "- Target: Missed.",
        "- Failed, Wholesale (1 notebook): No sheet.",
        "- Missing: no pack of Logistics.",
        "- Late, Retail: It came late.",
        "Scorecards: https://pmo.example.org",
    ):
        assert line in message.text.splitlines()


def test_of_many_findings_the_pressing_ones_are_listed_and_the_rest_counted():
    many = (*(finding(number, "watch") for number in range(20)), finding(99), finding(100, "note"))
    message = compose_message(replace(QUIET, new=many))
    lines = message.text.splitlines()
    place = lines.index("- New findings: 22, of which 21 ask for action or attention.")
    assert lines[place + 1].startswith("- New (act), Retail: Matter 99.")
    assert "- and 9 more." in lines
    assert "Matter 100." not in message.text
    assert len(message.content["new_findings"]) == 22


def test_when_nothing_is_new_but_a_failure_nothing_is_said_to_have_changed():
    text = compose_message(replace(QUIET, renewed=())).text
    assert "No business unit has new results." in text
    assert "WHAT CHANGED\n- Nothing.\n" in text


@given(st.text(max_size=300).filter(str.strip))
def test_the_subject_stays_one_short_line_and_the_data_are_json(name):
    plain = " ".join(name.split())
    message = compose_message(replace(QUIET, organisation=plain))
    assert len(message.subject) <= 160
    assert "\n" not in message.subject
    assert json.loads(json.dumps(message.content, allow_nan=False))["publication"] == 7


def test_that_nobody_handed_in_names_all_who_should_have():
    message = compose_nothing_handed_in("Example", "2026Q3", "2026 Q3", dt.date(2026, 10, 31), ["Retail", "Whole\nsale"])
    assert message.subject == "Example, 2026Q3: nobody handed in a pack"
    assert "by 31 October 2026; nothing was assessed or published." in message.text
    assert message.content["missing"] == ["Retail", "Whole sale"]
