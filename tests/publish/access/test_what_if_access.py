"""The what-if is open to whom access.yaml lets try it, and an open page to its own person alone."""

import json
import shutil
import threading
from pathlib import Path
from queue import Queue

import pytest

from forked import Program

from .conftest import PASSWORDS, Client, keep_passwords, port_of

DEMO = Path(__file__).resolve().parents[3] / "params" / "demo"
SERVE = """
import sys
from pathlib import Path
from pmobook.publish.what_if_server import serve_what_if
serve_what_if(Path(sys.argv[1]), "retail", "2026Q3", port=19030, open_browser=False,
              announce=lambda text: print(text, flush=True))
"""
ACCESS = """
sign_in: password
people:
  rita: {business_units: [retail], may: [what_if]}
  sven: {business_units: [retail], may: [what_if]}
  ada@bank.example: {business_units: all, enterprise: true}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("what_if") / "demo"


@pytest.fixture(scope="module")
def port(folder):
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("inputs", "results", "published", "scenarios"))
    shutil.copytree(DEMO / "inputs" / "retail" / "2026Q3", folder / "inputs" / "retail" / "2026Q3")
    (folder / "access.yaml").write_text(ACCESS, encoding="utf-8")
    keep_passwords(folder)
    kept = (folder / "access_passwords.yaml").read_text(encoding="utf-8")
    sven = next(line for line in kept.splitlines() if line.startswith("rita:")).replace("rita:", "sven:")
    (folder / "access_passwords.yaml").write_text(f"{kept}{sven}\n", encoding="utf-8")
    server = Program(SERVE, folder)
    said = Queue()
    threading.Thread(target=lambda: [said.put(line) for line in server.stdout], daemon=True).start()
    try:
        yield port_of(said.get(timeout=90))
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/open",
        "/changes",
        "/voila/static/voila.js",
        "/nowhere",
    ],
)
def test_whoever_is_not_signed_in_gets_no_page_and_no_file(port, path):
    assert Client(port).ask(path).status == 302
    assert Client(port).ask(path, Sec_Fetch_Mode="cors").status == 401


def test_a_person_who_may_see_but_not_try_is_refused(port):
    ada = Client(port)
    ada.sign_in("ada@bank.example", PASSWORDS["ada@bank.example"])
    for path, method in (("/", "GET"), ("/open", "POST"), ("/tell", "POST"), ("/changes", "POST"), ("/close", "POST")):
        answer = ada.ask(path, method)
        assert answer.status == 403
        assert "The what-if isn't open to you." in answer.text


def said(client, path, body, **headers):
    """Say something as a page would."""
    return client.ask(path, "POST", json.dumps(body), **headers)


def test_a_page_is_known_by_its_secret_to_its_own_person_and_to_nobody_else(port):
    rita, other = Client(port), Client(port)
    rita.sign_in("rita", PASSWORDS["rita"])
    other.sign_in("sven", PASSWORDS["rita"])
    page = rita.ask("/?business_unit=wealth&quarter=2026Q1")
    assert page.status == 200
    assert "What if? · retail · 2026Q3" in page.text, "parameters come from the server"
    opened = said(rita, "/open", {})
    assert opened.status == 200
    live = json.loads(opened.text)
    assert "data-widget=" in live["html"]
    assert live["page"] not in page.text
    asked = {"page": live["page"], "version": live["version"] - 1 if live["version"] else -1}
    assert said(rita, "/changes", asked).status == 200
    for path in ("/changes", "/tell", "/close"):
        assert said(other, path, asked).status == 404, "another person who may try it too"
        assert said(rita, path, {"page": "guess"}).status == 404
        assert said(rita, path, {"page": None}).status == 404
        assert said(Client(port), path, asked, Sec_Fetch_Mode="cors").status == 401
        assert said(rita, path, asked, Origin="http://evil.example").status == 403
        assert said(rita, path, asked, Sec_Fetch_Site="cross-site").status == 403
        assert said(rita, path, asked, Host="evil.example").status == 403
    assert said(rita, "/close", asked).status == 204
    assert said(rita, "/changes", asked).status == 404


@pytest.mark.parametrize(
    "events", [None, "x", [["one"]], [[1, 2, 3]], {"a": 1}],
)  # fmt: skip
def test_what_no_page_of_ours_would_say_is_refused_in_words(port, events):
    rita = Client(port)
    rita.sign_in("rita", PASSWORDS["rita"])
    live = json.loads(said(rita, "/open", {}).text)
    answer = said(rita, "/tell", {"page": live["page"], "events": events})
    assert answer.status == 400
    assert "This could not be understood" in answer.text
    assert rita.ask("/tell", "POST", "{not json").status == 400
    assert rita.ask("/tell", "POST", "[" * 100_000).status == 400
    assert rita.ask("/tell", "POST", "[1]").status == 400
    assert said(rita, "/changes", {"page": live["page"], "version": "x"}).status == 400
    assert said(rita, "/close", {"page": live["page"]}).status == 204


def test_a_right_that_is_taken_away_ends_a_page_that_is_open(port, folder):
    rita = Client(port)
    rita.sign_in("rita", PASSWORDS["rita"])
    live = json.loads(said(rita, "/open", {}).text)
    (folder / "access.yaml").write_text(ACCESS.replace("may: [what_if]}\n  sven", "may: []}\n  sven"), encoding="utf-8")
    try:
        assert said(rita, "/tell", {"page": live["page"], "events": []}).status == 403
    finally:
        (folder / "access.yaml").write_text(ACCESS, encoding="utf-8")
    assert said(rita, "/close", {"page": live["page"]}).status == 204
