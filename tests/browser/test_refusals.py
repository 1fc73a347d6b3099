"""What the server refuses, and that it says so in our words."""

import http.client
from urllib.parse import urlsplit

import pytest


def ask(address, path, method="GET", **headers):
    """Ask for a path exactly as it is written, as no browser would."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/business_unit?business_unit=retial", 404, "There is no such business unit"),
        ("/business_unit?business_unit=../../etc/passwd", 404, "There is no such business unit"),
        ("/business_unit", 404, "Which business unit?"),
        ("/enterprise?quarter=2019Q1", 404, "Nothing is published for this quarter"),
        ("/enterprise?quarter=%3Cscript%3Ealert(1)%3C/script%3E", 404, "There is no such quarter"),
        ("/enterprise?quarter=2026Q2&quarter=2026Q3", 400, "The address isn&#39;t right"),
        ("/enterprise?template=lab", 400, "The address isn&#39;t right"),
        ("/enterprise?theme=dark", 400, "The address isn&#39;t right"),
        ("/enterprise?engagement=/etc", 400, "The address isn&#39;t right"),
        ("/portfolio", 404, "There is no such page"),
    ],
)
def test_an_address_that_is_not_right_gets_our_own_page(address, path, status, words):
    answer, body = ask(address, path)
    assert answer.status == status
    assert f"<h1>{words}</h1>" in body
    assert 'href="/enterprise"' in body
    assert "Traceback" not in body
    assert "<script>alert" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/tree/",
        "/tree",
        "/voila/api/contents",
        "/voila/api/contents/enterprise.ipynb",
        "/api/contents",
        "/voila/files/enterprise.ipynb",
        "/voila/render/enterprise.ipynb",
        "/enterprise.ipynb",
        "/voila/render/../../../pyproject.toml",
        "/..%2f..%2fpyproject.toml",
        "/api/kernels",
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/api/kernels/00000000-0000-0000-0000-000000000000/channels",
        "/voila/api/shutdown/00000000-0000-0000-0000-000000000000",
        "/voila/static/voila.js",
        "/voila/templates/lab/static/index.css",
        "/voila/templates/pmobook/static/../index.html.j2",
        "/login",
        "/static/index.html",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_but_the_scorecards_can_be_listed_fetched_or_talked_to(address, path, method):
    answer, body = ask(address, path, method)
    assert answer.status == 404
    assert "There is no such page" in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_scorecard_can_only_be_read(address, method):
    answer, body = ask(address, "/enterprise", method)
    assert answer.status == 405
    assert "The scorecards can only be read." in body


def test_another_host_s_name_is_refused(address):
    answer, body = ask(address, "/enterprise", Host="evil.example")
    assert answer.status == 403
    assert "Retail" not in body
    assert ask(address, "/enterprise", Host="localhost:1")[0].status == 200


@pytest.mark.parametrize("path", ["/enterprise", "/nowhere"])
def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(address, path):
    answer, _ = ask(address, path)
    policy = answer.getheader("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Cache-Control") == "private, no-cache"
    assert answer.getheader("Server") == "pmobook"


def test_a_page_can_be_asked_for_without_its_content(address):
    answer, body = ask(address, "/enterprise", "HEAD")
    assert (answer.status, body) == (200, "")
    assert ask(address, "/business_unit?business_unit=nope", "HEAD")[0].status == 404


def test_the_page_that_says_no_looks_like_ours(page):
    answer = page.goto("/business_unit?business_unit=retial")
    assert answer.status == 404
    assert "Did you mean retail?" in page.locator("main").inner_text()
    page.get_by_role("link", name="Open the enterprise scorecard").click()
    page.wait_for_selector(".pmo-heat")
    assert [text for text in page.console_errors if "404" not in text] == []
    page.console_errors.clear()  # Chromium reports the refusal itself
