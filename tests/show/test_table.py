import pandas as pd
import pytest

from pmobook.show.table import Column, table

ROWS = pd.DataFrame(
    {"name": ["Alpha", "<script>alert(1)</script>"], "score": [2.5, float("nan")], "mark": ["<b>x</b>", "<i>y</i>"]}
)


def test_a_table_has_a_caption_column_headings_and_row_headings():
    html = table(ROWS, [Column("name", "Project"), Column("score", "Score", align="right")], "Scores").html
    assert "<caption>Scores</caption>" in html
    assert html.count('<th scope="col"') == 2
    assert html.count('<th scope="row"') == 2


def test_what_people_wrote_is_text():
    html = table(ROWS, [Column("name", "<Project>")], "A & B", note="<note>").html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;Project&gt;" in html
    assert "A &amp; B" in html
    assert "&lt;note&gt;" in html


def test_only_a_column_said_to_hold_html_is_taken_as_html():
    html = table(ROWS, [Column("name", "Project"), Column("mark", "Mark", is_html=True)], "Marks").html
    assert "<b>x</b>" in html


def test_what_is_missing_reads_not_assessed():
    html = table(ROWS, [Column("name", "Project"), Column("score", "Score")], "Scores").html
    assert "<td>not assessed</td>" in html


def test_a_form_gets_the_value_and_its_text_is_escaped():
    html = table(ROWS, [Column("name", "Project"), Column("score", "Score", form=lambda value: f"<{value}>")], "Scores").html
    assert "&lt;2.5&gt;" in html


def test_a_table_without_rows_says_so():
    html = table(ROWS.iloc[:0], [Column("name", "Project")], "Projects", when_empty="No projects.").html
    assert "No projects." in html
    assert "<table" not in html


def test_a_column_that_the_frame_lacks_is_named():
    with pytest.raises(KeyError, match="'Scores' has no column level"):
        table(ROWS, [Column("level", "Level")], "Scores")


def test_a_caption_can_be_left_to_screen_readers():
    assert '<caption class="pmo-unseen">Scores' in table(ROWS, [Column("name", "Project")], "Scores", caption_shown=False).html


def test_a_column_without_a_heading_has_no_empty_heading():
    rows = pd.DataFrame({"what": ["a"], "figure": [1]})
    shown = table(rows, [Column("what", "What"), Column("figure", "", "right")], "Figures").html
    assert '<thead><tr><th scope="col">What</th><td class="pmo-number"></td></tr></thead>' in shown
