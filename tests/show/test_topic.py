"""A section answers first, keeps the rest in a fold and can be reached by its name."""

from pmobook.show.exhibit import Exhibit
from pmobook.show.topic import contents_bar, topic


def test_the_answer_stands_before_the_fold():
    shown = topic("risk", "Risk & loss", "Bad <cases> cost 3.", Exhibit("<p>Figures</p>"), opens="Show whose").html
    assert shown.index("<h2>Risk &amp; loss</h2>") < shown.index("Bad &lt;cases&gt; cost 3.") < shown.index("<details")
    assert '<section class="pmo-panel pmo-topic" id="risk">' in shown
    assert "<summary>Show whose</summary><p>Figures</p></details>" in shown


def test_without_anything_beneath_there_is_no_fold_and_no_empty_answer():
    assert "<details" not in topic("risk", "Risk", "Not assessed.").html
    assert "pmo-answer" not in topic("risk", "Risk", "", above=Exhibit("<p>All</p>")).html


def test_the_bar_leads_to_each_section():
    assert '<li><a href="#risk">Risk</a></li>' in contents_bar([("risk", "Risk")]).html
