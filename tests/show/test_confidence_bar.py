from pmobook.show.confidence_bar import confidence_bar, confidence_legend
from pmobook.vocabulary import Confidence


def test_a_bar_is_read_out_from_worst_to_best_and_leaves_out_what_nothing_has():
    html = confidence_bar({"green": 2, "red": 1, "amber": 0, "not assessed": 3})
    assert 'aria-label="1 red, 2 green and 3 not assessed"' in html
    assert html.count("flex-grow") == 3


def test_no_projects_have_no_bar():
    assert "not assessed" in confidence_bar({})
    assert "flex-grow" not in confidence_bar({"red": 0})


def test_the_legend_names_every_confidence():
    assert all(f"</span>{confidence}</li>" in confidence_legend() for confidence in Confidence)
    assert "not assessed" in confidence_legend()
