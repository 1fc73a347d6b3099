"""The server as a program: where it listens, what it announces, what it says when something fails."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import textwrap
import threading
from queue import Queue

import pytest

from forked import Program
from pmobook.publish import server as module

START = """
import sys
from pathlib import Path
import pmobook.publish.server as server
{before}
server.serve(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False, announce=lambda text: print(text, flush=True){options})
"""


@pytest.fixture
def folder(tmp_path):
    """An engagement in which nothing has been run."""
    place = tmp_path / "engagement"
    (place / "business_units").mkdir(parents=True)
    (place / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: GBP}\n", encoding="utf-8")
    (place / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    return place


@contextlib.contextmanager
def served(folder, port, before="", options=""):
    """Serve in a process of its own; give it and what it announces."""
    program = START.format(before=textwrap.dedent(before), options=options)
    process = Program(program, folder, port, stderr=subprocess.PIPE)
    said = Queue()
    threading.Thread(target=lambda: [said.put(line.strip()) for line in process.stdout], daemon=True).start()
    try:
        yield process, said
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer, body


def test_a_taken_port_is_passed_over_and_the_address_is_announced_once_it_answers(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with served(folder, port) as (process, said):
            announced = said.get(timeout=60)
            chosen = int(announced.split(":")[2].split("/")[0])
            assert chosen > port
            assert said.get(timeout=60) == f"Nothing has been published yet. Run: pmobook run {folder.resolve()}"
            answer, body = ask(chosen, "/enterprise")
            assert answer.status == 404
            assert "<h1>Nothing has been published yet</h1>" in body
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 0
            assert process.stderr.read() == ""


def test_an_engagement_that_breaks_while_it_is_served_is_told_in_words_that_show_nothing_of_it(folder):
    with served(folder, 18940) as (process, said):
        port = int(said.get(timeout=60).split(":")[2].split("/")[0])
        (folder / "engagement.yaml").write_text("organisation: [secret\n", encoding="utf-8")
        answer, body = ask(port, "/enterprise")
        process.terminate()
        process.wait(timeout=30)
        assert answer.status == 503
        assert "The scorecards can&#39;t be shown just now" in body
        assert "secret" not in body
        assert "engagement.yaml" in process.stderr.read()


PUBLISHED = """
    from pmobook.publish.site import Published, Site
    from pmobook.inputs.engagement import open_engagement
    from pmobook.vocabulary import Quarter
    Site.published = lambda site: Published(open_engagement(site.folder), (Quarter(2026, 3),), "batch", "method")
"""


BROKEN = """
    from pmobook.publish import drawing_pages
    from pmobook.publish.exhibits import Place

    class Broken:
        def __getattr__(self, name):
            return Exhibit(name)

    class Exhibit:
        def __init__(self, name):
            self.name = name

        def _repr_html_(self):
            if self.name == "breaks":
                raise ValueError("secret of the engagement")
            return f"<h1>{self.name}</h1>"

    drawing_pages.places = lambda page: [Place(f"cell-{name}", name) for name in ("above", "breaks", "below")]
    drawing_pages.scorecard_of = lambda *given: Broken()
"""


def test_a_section_that_fails_says_so_in_its_place_and_leaves_the_rest(folder):
    with served(folder, 18950, textwrap.dedent(PUBLISHED) + textwrap.dedent(BROKEN)) as (process, said):
        port = int(said.get(timeout=60).split(":")[2].split("/")[0])
        for _ in range(2):
            answer, body = ask(port, "/enterprise")
            assert answer.status == 200
            assert body.index("<h1>above</h1>") < body.index("This part of the scorecard could not be shown")
            assert body.index("enterprise-cell-breaks") < body.index("<h1>below</h1>")
            assert "The rest of the page is complete." in body
            assert "secret" not in body
            assert "Traceback" not in body
        process.terminate()
        process.wait(timeout=30)
        assert "secret of" in process.stderr.read(), "the operator learns why"


def test_a_scorecard_that_cannot_be_put_together_says_so(folder):
    """Here because nothing is recorded of what is said to be published."""
    with served(folder, 18955, PUBLISHED) as (_, said):
        port = int(said.get(timeout=60).split(":")[2].split("/")[0])
        answer, body = ask(port, "/enterprise")
        assert answer.status == 200
        assert "enterprise-load" in body
        assert "what would follow is missing" in body


def test_one_reader_too_many_is_asked_to_come_back(folder):
    with served(folder, 18960, PUBLISHED, options=", most_at_once=0") as (_, said):
        port = int(said.get(timeout=60).split(":")[2].split("/")[0])
        answer, body = ask(port, "/enterprise")
        assert answer.status == 503
        assert answer.getheader("Retry-After") == "5"
        assert "Too many pages are being prepared" in body


@pytest.mark.parametrize(
    ("ip", "message"),
    [("203.0.113.7", "can't listen on 203.0.113.7"), ("no.such.host.invalid", "can't listen on no.such.host.invalid")],
)
def test_an_address_that_is_not_this_machine_s_is_refused_in_words(folder, ip, message):
    (folder / "access.yaml").write_text("sign_in: password\nhttps: true\n", encoding="utf-8")
    with served(folder, 18970, options=f", ip={ip!r}") as (process, _):
        assert process.wait(timeout=60) == 1
        assert message in process.stderr.read()


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("darwin", {"SSH_CONNECTION": "1.2.3.4"}, False),
    ],
)
def test_a_browser_is_opened_only_where_there_is_a_desktop(monkeypatch, platform, variables, expected):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setitem(os.environ, name, value)
    monkeypatch.setattr(module.sys, "platform", platform)
    assert module._has_desktop() is expected
