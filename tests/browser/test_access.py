"""Signing in, in a real browser: by keyboard, in our style, and a person without rights sees a plain page."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

_PLACE = Path(__file__).resolve().parents[1] / "publish" / "access" / "conftest.py"
_SPECIFICATION = importlib.util.spec_from_file_location("access_servers", _PLACE)
servers = importlib.util.module_from_spec(_SPECIFICATION)
_SPECIFICATION.loader.exec_module(servers)

ACCESS = """
sign_in: password
people:
  rita: {business_units: [retail]}
  ada@bank.example: {}
"""


@pytest.fixture(scope="module")
def guarded_address(engagement_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("guarded") / "bank"
    shutil.copytree(engagement_folder, folder)
    (folder / "access.yaml").write_text(ACCESS, encoding="utf-8")
    servers.keep_passwords(folder)
    with servers.served(folder, 18896) as announced:
        yield f"http://127.0.0.1:{servers.port_of(announced)}"


@pytest.fixture
def fresh_page(browser, guarded_address):
    contexts = []

    def open_page(cookies=None, width=1200):
        view = {"width": width, "height": 900}
        contexts.append(browser.new_context(base_url=guarded_address, viewport=view, storage_state=cookies))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page, person, password):
    page.get_by_label("Name or e-mail address").fill(person)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_a_leader_signs_in_by_keyboard_comes_to_the_page_asked_for_and_signs_out(fresh_page):
    page = fresh_page()
    page.goto("/business_unit?business_unit=retail&quarter=2026Q2")
    assert page.title() == "Sign in"
    sign_in(page, "rita", "wrong")
    assert page.get_by_role("alert").inner_text() == "The name or the password is wrong."
    sign_in(page, "rita", servers.PASSWORDS["rita"])
    page.wait_for_url("**/business_unit?business_unit=retail&quarter=2026Q2")
    page.locator(".pmo-cards").first.wait_for()
    assert page.get_by_label("Business unit").locator("option").all_inner_texts() == ["Retail"]
    assert page.get_by_text("All business units").count() == 0
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You have signed out").wait_for()
    page.goto("/business_unit?business_unit=retail")
    assert page.title() == "Sign in"


@pytest.mark.parametrize("width", [1200, 390])
def test_a_person_without_rights_sees_a_plain_page_that_says_what_to_do(fresh_page, width):
    page = fresh_page(width=width)
    page.goto("/enterprise")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sign_in(page, "ada@bank.example", servers.PASSWORDS["ada@bank.example"])
    page.get_by_role("heading", name="Nothing is open to you yet").wait_for()
    assert "Retail" not in page.content()
    assert "ask the PMO team" in page.locator("main").inner_text()


def test_a_link_from_another_site_opens_without_signing_in_again(fresh_page, guarded_address):
    page = fresh_page()
    page.goto("/sign-in")
    sign_in(page, "rita", servers.PASSWORDS["rita"])
    page.locator(".pmo-cards").first.wait_for()
    page.route("http://elsewhere.example/", lambda route: route.fulfill(
        body=f'<a href="{guarded_address}/business_unit?business_unit=retail">open</a>', content_type="text/html"
    ))  # fmt: skip
    page.goto("http://elsewhere.example/")
    page.get_by_role("link", name="open").click()
    page.locator(".pmo-cards").first.wait_for()
    assert "retail" in page.url


@pytest.fixture(scope="module")
def signed_in(browser, guarded_address):
    """What a browser keeps once rita has signed in."""
    context = browser.new_context(base_url=guarded_address)
    page = context.new_page()
    page.goto("/sign-in")
    sign_in(page, "rita", servers.PASSWORDS["rita"])
    page.locator(".pmo-message h1, .pmo-cards").first.wait_for()
    kept = context.storage_state()
    context.close()
    return kept


OTHERS = ("Markets", "Wealth", "Operations and Technology", "Head of the markets", "Head of the wealth")
"""What rita may not read of business units that she may not see; the ids stand in the addresses that she types herself."""


@pytest.mark.parametrize(
    "place",
    [
        "/enterprise",
        "/enterprise?quarter=2026Q3&only=markets",
        "/enterprise?only=retail&only=markets",
        "/enterprise?quarter=2026Q3&beside=2026Q1",
        "/enterprise?beside=2026Q1&only=markets",
        "/business_unit?business_unit=markets",
        "/business_unit?business_unit=markets&quarter=2026Q1",
        "/how?business_unit=markets&quarter=2026Q3&figure=maturity",
        "/how?business_unit=wealth&quarter=2026Q2&figure=maturity-overall",
        "/voila/files/results/tables/area_scores",
        "/voila/render/enterprise.ipynb",
        "/files/business_units/markets.yaml",
        "/results/notebooks/2026Q3/markets/10_maturity.ipynb",
        "/static/../../business_units/markets.yaml",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
    ],
)
def test_one_who_may_see_one_business_unit_learns_nothing_of_another(fresh_page, signed_in, place):
    page = fresh_page(signed_in)
    answer = page.goto(place)
    assert answer.status in (400, 403, 404)
    shown = f"{page.title()} {page.content()}"
    assert [name for name in OTHERS if name in shown] == []


def test_a_business_unit_that_may_not_be_seen_reads_like_one_that_does_not_exist(fresh_page, signed_in):
    page = fresh_page(signed_in)
    told = []
    for unit in ("markets", "nothing"):
        status = page.goto(f"/business_unit?business_unit={unit}").status
        told.append((status, page.title(), page.locator("main").inner_text().replace(unit, "it")))
    assert told[0] == told[1]


@pytest.mark.parametrize("path", ["/api/kernels/0f0f/channels", "/voila/kernels/0f0f/channels", "/terminals/websocket/1"])
def test_no_socket_opens_to_a_kernel_that_is_not_ones_own(fresh_page, signed_in, path):
    page = fresh_page(signed_in)
    asked = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "c2FtZSBrZXk="}
    assert page.context.request.get(path, headers=asked).status in (403, 404)
