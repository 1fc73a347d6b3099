import datetime as dt

import pytest

from pmobook.assess.findings import Finding, findings_table
from pmobook.inputs.pack import InputPack, Received
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.summary import source, summary
from pmobook.vocabulary import Quarter


def test_the_headline_comes_before_the_findings_and_is_text():
    table = findings_table("n", [Finding("late", "p", "act", "It is late & dear.", "Sponsor")])
    html = summary(table, "Retail meets <2> targets", "And more").html
    assert html.index("Retail meets &lt;2&gt; targets.") < html.index("And more.") < html.index("It is late &amp; dear.")
    assert "Owner: Sponsor" in html


def test_without_findings_the_page_says_so():
    assert "Nothing calls for attention." in summary(findings_table("n", []), "All is well").html


def test_long_names_beside_a_chart_are_wrapped_and_have_room():
    assert wrapped("Halve emissions from our own operations by 2030") == "Halve emissions from our own\noperations by 2030"
    assert wrapped("") == ""
    axis = name_axis("goal", ["Short", wrapped("Halve emissions from our own operations by 2030"), "Short"])
    assert axis["sort"] == ["Short", "Halve emissions from our own\noperations by 2030"]
    assert axis["axis"]["minExtent"] > 200
    assert "labelOffset" in axis["axis"]


def test_rows_of_a_chart_are_high_enough_for_their_names():
    assert row_height(["Short", "Two\nlines"]) == row_height([]) == 38
    assert row_height(["\n".join("abcde")]) == 5 * 15 + 8


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (None, "Read from inputs/retail &amp; more."),
        (Received(), "Read from inputs/retail &amp; more."),
        (Received(received_from="Head of <PMO>"), "Read from inputs/retail &amp; more, received from Head of &lt;PMO&gt;."),
        (Received(received_on=dt.date(2026, 10, 9)), "Read from inputs/retail &amp; more, received on 9 October 2026."),
        (
            Received(received_on=dt.date(2026, 10, 9), received_from="Head of PMO"),
            "Read from inputs/retail &amp; more, received on 9 October 2026 from Head of PMO.",
        ),
    ],
)
def test_a_notebook_says_what_it_read_and_dresses_its_exhibits(received, words):
    html = source(InputPack("retail", Quarter.parse("2026Q3"), "inputs/retail & more", {}, "", received)).html
    assert words in html
    assert html.startswith("<style>")
