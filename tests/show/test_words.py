import doctest

import pandas as pd

from pmobook.show import words
from pmobook.show.words import findings_list, joined, sorted_findings

FINDINGS = pd.DataFrame(
    {
        "finding_id": ["a", "b", "c"],
        "severity": ["note", "act", "watch"],
        "sentence": ["Third.", "<script>First.", "Second."],
        "owner": ["", "Head of Retail PMO", None],
        "sort": [1, 2, 3],
    }
)


def test_the_examples_in_the_docstrings_run():
    assert doctest.testmod(words).failed == 0


def test_a_list_of_no_words_is_empty():
    assert joined([]) == ""
    assert joined(["Retail"]) == "Retail"


def test_findings_come_most_severe_first_whatever_their_order():
    assert sorted_findings(FINDINGS)["finding_id"].tolist() == ["b", "c", "a"]
    assert sorted_findings(FINDINGS.iloc[::-1])["finding_id"].tolist() == ["b", "c", "a"]


def test_a_finding_is_text_with_its_severity_and_owner():
    html = findings_list(FINDINGS, ["act"]).html
    assert "&lt;script&gt;First." in html
    assert "Act" in html
    assert "Owner: Head of Retail PMO" in html
    assert "Second." not in html


def test_a_finding_without_an_owner_says_so():
    assert findings_list(FINDINGS, ["watch", "note"]).html.count("No owner named") == 2


def test_many_findings_fold():
    many = pd.concat([FINDINGS] * 4, ignore_index=True)
    html = findings_list(many, most=3).html
    assert "Show 9 more" in html
    assert "Show" not in findings_list(FINDINGS, most=2).html, "folding a single one would hide more than it saves"


def test_no_findings_are_said():
    assert "Nothing to decide." in findings_list(FINDINGS.iloc[:0], when_empty="Nothing to decide.").html
