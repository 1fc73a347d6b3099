from pmobook.assess.findings import Finding, findings_table
from pmobook.show.axis import name_axis, wrapped
from pmobook.show.summary import summary


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
