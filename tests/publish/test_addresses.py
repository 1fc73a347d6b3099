import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.publish.addresses import PageAddress, PageRefused, read_address
from pmobook.vocabulary import Quarter

PUBLISHED = (Quarter(2026, 2), Quarter(2026, 3))


@pytest.fixture(scope="module")
def engagement(tmp_path_factory):
    folder = tmp_path_factory.mktemp("engagement")
    (folder / "business_units").mkdir()
    (folder / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: GBP}\n", encoding="utf-8")
    for name in ("retail", "wealth"):
        (folder / "business_units" / f"{name}.yaml").write_text(f"name: {name.title()}\n", encoding="utf-8")
    return open_engagement(folder)


def test_the_latest_quarter_is_meant_when_none_or_an_empty_one_is_named(engagement):
    for arguments in ({}, {"quarter": [""]}):
        assert read_address("enterprise", arguments, engagement, PUBLISHED) == PageAddress("enterprise", PUBLISHED[-1])


def test_a_page_gets_its_own_parameters_and_no_other(engagement):
    address = read_address("business_unit", {"business_unit": ["retail"], "quarter": ["2026Q2"]}, engagement, PUBLISHED)
    assert address.parameters() == {"business_unit": "retail", "quarter": "2026Q2"}
    assert read_address("enterprise", {}, engagement, PUBLISHED).parameters() == {
        "quarter": "2026Q3", "beside": "", "only": "",
    }  # fmt: skip


def test_two_quarters_stand_side_by_side_whichever_way_round_they_are_asked_for(engagement):
    one, other = (
        read_address("enterprise", {"quarter": [first], "beside": [second]}, engagement, PUBLISHED)
        for first, second in (("2026Q3", "2026Q2"), ("2026Q2", "2026Q3"))
    )
    assert one == other == PageAddress("enterprise", PUBLISHED[1], beside=PUBLISHED[0])
    same = read_address("enterprise", {"quarter": ["2026Q2"], "beside": ["2026Q2"]}, engagement, PUBLISHED)
    assert same == PageAddress("enterprise", PUBLISHED[0]), "a quarter beside itself is one quarter"
    assert read_address("enterprise", {"beside": ["2026Q3"]}, engagement, PUBLISHED).beside is None


def test_a_page_is_narrowed_to_business_units_in_one_order_and_all_of_them_are_no_narrowing(engagement):
    every = list(engagement.business_units)
    chosen = read_address("enterprise", {"only": [every[1], "", every[1]]}, engagement, PUBLISHED)
    assert chosen.only == (every[1],)
    assert chosen.parameters()["only"] == every[1]
    assert read_address("enterprise", {"only": every}, engagement, PUBLISHED).only == ()


@pytest.mark.parametrize(
    ("page", "arguments", "status", "words"),
    [
        ("enterprise", {"only": ["retail", "retial"]}, 404, "no business unit 'retial'. Did you mean retail"),
        ("enterprise", {"beside": ["2019Q1"]}, 404, "no results for 2019Q1"),
        ("enterprise", {"beside": ["2026Q2", "2026Q3"]}, 400, "beside stands 2 times"),
        ("business_unit", {"business_unit": ["retail"], "only": ["wealth"]}, 400, "'only' is no parameter"),
        ("tree", {}, 404, "The scorecards are enterprise and business_unit"),
        ("enterprise", {"template": ["lab"]}, 400, "'template' is no parameter of this page; it knows quarter"),
        ("enterprise", {"engagement": ["/etc"]}, 400, "'engagement' is no parameter"),
        ("enterprise", {"business_unit": ["retail"]}, 400, "'business_unit' is no parameter"),
        ("enterprise", {"quarter": ["2026Q2", "2026Q3"]}, 400, "quarter stands 2 times"),
        ("enterprise", {"quarter": ["2026Q1"]}, 404, "no results for 2026Q1; there are 2 from 2026Q2 to 2026Q3"),
        ("enterprise", {"quarter": ["'); import os"]}, 404, "is not a quarter"),
        ("business_unit", {}, 404, "names none"),
        ("business_unit", {"business_unit": ["retial"]}, 404, "no business unit 'retial'. Did you mean retail"),
        ("business_unit", {"business_unit": ["../retail"]}, 404, "no business unit '../retail'"),
    ],
)
def test_anything_else_is_refused_in_words(engagement, page, arguments, status, words):
    with pytest.raises(PageRefused) as refused:
        read_address(page, arguments, engagement, PUBLISHED)
    assert refused.value.status == status
    assert words in str(refused.value)


def test_before_the_first_publication_every_page_says_so(engagement):
    with pytest.raises(PageRefused, match="has not been run") as refused:
        read_address("enterprise", {}, engagement, ())
    assert refused.value.title == "Nothing has been published yet"
