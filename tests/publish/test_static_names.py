"""Links that a server would answer lead to files; everything else on a page stays as it is."""

from pmobook.publish.addresses import PageAddress
from pmobook.publish.static_names import file_name, lead_links
from pmobook.vocabulary import Quarter


def target(page, unit, quarter, figure):
    return f"{page}+{unit}+{quarter}{f'+{figure}' if figure else ''}"


def test_a_business_unit_called_enterprise_has_a_file_of_its_own():
    quarter = Quarter(2026, 3)
    assert file_name(PageAddress("enterprise", quarter)) == "enterprise-2026Q3.html"
    assert file_name(PageAddress("business_unit", quarter, "enterprise")) == "business_unit-enterprise-2026Q3.html"


def test_links_with_and_without_parameters_are_led():
    page = (
        '<a class="x" href="business_unit?business_unit=retail&amp;quarter=2026Q2#risk">Retail</a> <a href="/enterprise">All</a>'
    )
    expected = (
        '<a class="x" href="business_unit+retail+2026Q2#risk">Retail</a> <a href="enterprise+None+None">All</a>'
    )  # fmt: skip
    assert lead_links(page, target, "") == expected


def test_a_figure_is_led_to_with_its_place_on_the_page():
    page = '<a class="pmo-how" href="how?business_unit=retail&amp;quarter=2026Q2&amp;figure=risk-total#risk-total">3</a>'
    assert lead_links(page, target, "") == '<a class="pmo-how" href="how+retail+2026Q2+risk-total#risk-total">3</a>'


def test_downloads_places_on_the_page_and_what_people_wrote_stay():
    page = '<a href="data:text/csv,a" download="x.csv">Rows</a> <a href="#top">Top</a> &lt;a href=&quot;enterprise&quot;&gt;'
    assert lead_links(page, target, "") == page


def test_the_form_that_asks_the_server_gives_way_to_filters_that_hold_a_backslash():
    page = 'before<form class="pmo-filters" method="get"><select>\n</select></form>after'
    assert lead_links(page, target, r"<b>\1</b>") == r"before<b>\1</b>after"
