import re

import pytest

from pmobook.show import portfolio as exhibits

WITH_MONEY = ("choice", "frontier", "along_the_frontier", "use_of_limits", "risk", "later_starts", "prices", "alternatives")
WITHOUT = ("result", "how_sure", "ranks", "how_computed")


def shown(name, portfolio, money):
    function = getattr(exhibits, name)
    return (function(portfolio, money) if name in WITH_MONEY else function(portfolio)).html


def test_the_result_says_headline_proof_and_findings(better, money):
    html = shown("result", better, money)
    assert "Retail could serve its goals " in html
    assert "Every other choice was ruled out: none is worth more." in html
    assert "Stopping &#x27;Shops &lt;new&gt;&#x27; and starting &#x27;Lockers&#x27;" in html
    assert "Owner: Head of Retail PMO" in html


def test_choices_stand_side_by_side_and_each_project_has_its_reason(better, money):
    html = shown("choice", better, money)
    for words in ("The present choice", "The best choice", "Ranked by value per cost and cut", "starts", "stops", "stays",
                  "can&#x27;t be chosen",
                  "required by Regulator", "The budget for all that is still to be spent is €8.0m."):  # fmt: skip
        assert words in html, words


def test_the_frontier_is_described_and_its_figures_are_one_click_away(better, money):
    html = shown("frontier", better, money)
    assert 'role="img"' in html
    assert "The best value rises from" in html
    assert "The present choice is worth" in html
    assert "<details>" in html


def test_what_comes_in_along_the_frontier_has_its_budget(better, money):
    html = shown("along_the_frontier", better, money)
    assert "Lockers" in html
    assert "€8.0m" in html


def test_limits_are_drawn_with_the_present_choice_beside(better, money):
    html = shown("use_of_limits", better, money)
    assert "The present choice keeps every limit." in html
    assert "Analyst in 2026Q4" in html
    assert "person-months in the quarter" in html


def test_mandates_and_rules_have_prices_and_who_asked_for_them(better, money):
    html = shown("prices", better, money)
    assert "Cooling must be done" in html
    assert "Regulator" in html
    assert "Lockers requires Tills" in html


def test_how_sure_says_sure_open_or_never_in_words(better, money):
    html = shown("how_sure", better, money)
    assert "every weighting that ranks the goals as leadership does" in html
    assert "sure (in every good choice)" in html
    assert "Core index: share of" in html


def test_alternatives_say_what_they_change(better, money):
    assert "Other choices nearly as good" in shown("alternatives", better, money)


def test_each_value_opens_to_weights_and_impacts(better, money):
    html = shown("how_computed", better, money)
    assert "<summary>Robots: 0.000 to 0.300</summary>" in html
    assert "Save &lt;more&gt;" in html
    assert "keeps 2 limits, 1 mandate and 1 rule between projects" in html
    assert "What was assumed and left out" in html


@pytest.mark.parametrize("name", [*WITH_MONEY, *WITHOUT])
def test_what_people_wrote_is_never_html(name, better, careful, waiting, money):
    for portfolio in (better, careful, waiting):
        assert "<new>" not in shown(name, portfolio, money)
        assert "<main>" not in shown(name, portfolio, money)
    assert "<more>" not in shown(name, better, money)


@pytest.mark.parametrize("name", [*WITH_MONEY, *WITHOUT])
def test_where_nothing_is_assessed_every_exhibit_says_so(name, nothing_assessed, money):
    assert "not assessed" in shown(name, nothing_assessed, money).lower()


@pytest.mark.parametrize("name", [*WITH_MONEY, *WITHOUT])
def test_where_nothing_fits_every_exhibit_still_shows_what_it_can(name, nothing_fits, money):
    assert shown(name, nothing_fits, money)


def test_where_nothing_fits_the_result_says_what_to_change(nothing_fits, money):
    assert "raise the limit of money by 0.5" in shown("result", nothing_fits, money)


def test_losses_stand_beside_the_tolerance_with_what_keeping_to_it_costs(careful, money):
    html = shown("risk", careful, money)
    for words in (
        "The projects chosen may lose up to €9.0m in bad cases (set by Board &lt;main&gt; on 1 July 2026).",
        "&#x27;Shops &lt;new&gt;&#x27; would be done", "The best choice if risk limited nothing", "Share of the tolerance",
        "111%", "those of no project", "Exceeds the tolerance", "Frontier at", "1 without an estimate", "no risk handed in",
    ):  # fmt: skip
        assert words in html, words


def test_what_nobody_estimated_is_never_shown_as_no_loss(careful, money):
    html = shown("risk", careful, money)
    row = html.split("Lockers")[-1].split("</tr>")[0]
    assert "not assessed" in row
    assert "€0" not in row


def test_without_a_tolerance_or_without_risks_that_is_said(better, money):
    assert "the form risks was not handed in" in shown("risk", better, money)


def test_what_starts_when_stands_in_words_and_in_a_table(waiting, money):
    html = shown("later_starts", waiting, money)
    for words in (
        "&#x27;Lockers &lt;new&gt;&#x27; 1 quarter later, in 2027Q1", "As planned", "With later starts", "What starts when",
        "2026Q4", "goes on",
    ):  # fmt: skip
        assert words in html, words


def test_where_starts_do_not_move_the_reason_is_said(fixed_starts, better, money):
    assert "the engagement says so" in shown("later_starts", fixed_starts, money)
    assert "No later start would serve the goals better." in shown("later_starts", better, money)


def test_ranks_have_probabilities_and_ranges(better, money):
    html = shown("ranks", better, money)
    assert "Likeliest rank" in html
    assert "Among the first" in html


def test_the_frontier_says_which_limits_the_dashed_line_lifts_and_which_it_keeps(better, careful, money):
    assert "Limits by quarter: 1 limit of people by role and quarter. On both lines hold mandates" in shown(
        "frontier", better, money
    )
    assert "rules between projects and the tolerance for risk" in shown("frontier", careful, money)


def test_money_and_every_role_have_a_worth_even_if_it_is_none(better, money):
    html = shown("prices", better, money)
    assert "1 person-month more of Analyst in every quarter" in html
    assert "For each one" in html
    assert "€0.8m more money" in html


def test_the_frontier_and_the_choices_on_it_say_their_figures_to_whoever_points_at_them(better, money):
    tips = re.findall(r'data-tip="([^"]*)"', exhibits.frontier(better, money).html)
    known = better.frontier["value"].notna().sum() + better.frontier["value_without_other_limits"].notna().sum()
    assert sum(tip.startswith(("every limit: ", "no limit by quarter: ")) for tip in tips) == known
    assert any(tip.startswith("best choice: ") and " for " in tip for tip in tips)
