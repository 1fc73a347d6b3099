import re

from pmobook.show.exhibit import Exhibit
from pmobook.show.page import Card, Choice, cards, filters, headline, leading_filters, link, panel, side_by_side

HOSTILE = "<script>alert('x')</script>&\""


def test_whatever_people_wrote_is_text_on_every_piece_of_a_page():
    pieces = [
        headline(HOSTILE, [HOSTILE]),
        filters("enterprise", [Choice("quarter", HOSTILE, [(HOSTILE, HOSTILE)], HOSTILE)]),
        cards([Card(HOSTILE, HOSTILE, HOSTILE, "act")]),
        panel(HOSTILE, Exhibit(""), HOSTILE),
    ]
    for piece in pieces:
        assert "<script" not in piece.html
        assert "&lt;script&gt;" in piece.html
    assert "<script" not in link("page", HOSTILE, unit=HOSTILE)


def test_a_link_carries_its_parameters_encoded():
    assert link("business_unit", "Retail", business_unit="retail", quarter="2026Q3") == (
        '<a href="business_unit?business_unit=retail&amp;quarter=2026Q3">Retail</a>'
    )
    assert link("enterprise", "All") == '<a href="enterprise">All</a>'


def test_the_worst_cards_come_first_and_what_is_not_assessed_last():
    shown = cards(
        [
            Card("a", "1", "", "not assessed"),
            Card("b", "1", "", "good"),
            Card("c", "1", "", "act", urgency=1),
            Card("d", "1", "", "act", urgency=3),
            Card("e", "1", "", "watch"),
        ]
    ).html
    assert re.findall(r'pmo-card-label">(\w)', shown) == ["d", "c", "e", "b"]


def test_what_is_chosen_is_selected_and_a_button_serves_readers_without_a_script():
    html = filters("enterprise", [Choice("quarter", "Quarter", [("2026Q3", "2026Q3"), ("2026Q2", "2026Q2")], "2026Q2")]).html
    assert '<option value="2026Q2" selected>' in html
    assert html.count("selected") == 1
    assert 'method="get"' in html
    assert "<button" in html


def test_a_page_has_one_first_heading():
    assert headline("Finding", ["", "Below"], "Above").html.count("<h1>") == 1
    assert "<p></p>" not in headline("Finding", [""]).html


def test_two_exhibits_stand_side_by_side():
    assert side_by_side(Exhibit("left"), Exhibit("right")).html.index("left") < side_by_side(
        Exhibit("left"), Exhibit("right")
    ).html.index("right")


def test_drop_downs_without_a_server_hold_the_files_to_open_and_name_the_list_of_pages():
    choices = [Choice("quarter", "Quarter", [("a-2026Q3.html", "2026Q3"), ("a-2026Q2.html", "2026Q2")], "a-2026Q2.html")]
    shown = leading_filters(choices, "contents.html").html
    assert '<option value="a-2026Q2.html" selected>2026Q2</option>' in shown
    assert '<a href="contents.html">Choose another quarter or business unit</a>' in shown
    assert "<form" not in shown
