from pmobook.show import performance


def test_rules_limits_and_figures_are_told_behind_one_click(charted):
    html = performance.how_measures_were_judged(charted({"m": [84, 86] * 8, "n": [84]})).html
    assert html.startswith("<details><summary>How was this judged?</summary>")
    assert "Limits lie 2.66 mean moving ranges from the mean" in html
    assert "<li>7 or more in a row on one side of the centre</li>" in html
    assert "Moving ranges of 3.267 times their mean or more are left out first." in html
    assert ">M</th>" in html
    assert ">16<" in html
    assert ">50%<" in html
    assert "not assessed" in html


def test_without_the_form_it_says_so(charted):
    assert "the form measures was not handed in" in performance.how_measures_were_judged(charted({})).html
