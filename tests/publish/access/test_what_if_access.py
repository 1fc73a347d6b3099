"""The what-if is open to whom access.yaml lets try it, and a page's kernel to that page's browser alone."""

import asyncio
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

import pytest
import tornado.httpclient
import tornado.websocket

from own_loop import in_own_loop

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
  ada@bank.example: {business_units: all, enterprise: true}
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("what_if") / "demo"
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("inputs", "results", "published", "scenarios"))
    shutil.copytree(DEMO / "inputs" / "retail" / "2026Q3", folder / "inputs" / "retail" / "2026Q3")
    (folder / "access.yaml").write_text(ACCESS, encoding="utf-8")
    keep_passwords(folder)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    said = Queue()
    threading.Thread(target=lambda: [said.put(line) for line in server.stdout], daemon=True).start()
    try:
        yield port_of(said.get(timeout=90))
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


def socket_status(port, kernel_id, client=None, **headers):
    """Try to open a kernel's socket; return the status, 101 if it opened."""

    async def connect():
        cookies = "; ".join(f"{name}={value}" for name, value in (client.cookies if client else {}).items())
        sent = {"Cookie": cookies, **headers}
        address = f"ws://127.0.0.1:{port}/api/kernels/{kernel_id}/channels?session_id=s"
        try:
            socket = await tornado.websocket.websocket_connect(tornado.httpclient.HTTPRequest(address, headers=sent))
        except tornado.httpclient.HTTPClientError as error:
            return error.code
        socket.close()
        while await asyncio.wait_for(socket.read_message(), 30) is not None:
            pass  # the loop may end only when the connection has
        return 101

    return in_own_loop(connect())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/voila/static/voila.js",
        "/voila/templates/lab/static/voila-style.js",
        "/voila/labextensions/any.js",
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/nowhere",
    ],
)
def test_whoever_is_not_signed_in_gets_no_page_file_or_kernel(port, path):
    assert Client(port).ask(path).status == 302
    assert Client(port).ask(path, Sec_Fetch_Mode="cors").status == 401


def test_a_person_who_may_see_but_not_try_is_refused(port):
    ada = Client(port)
    ada.sign_in("ada@bank.example", PASSWORDS["ada@bank.example"])
    for path in ("/", "/voila/static/voila.js"):
        answer = ada.ask(path)
        assert answer.status == 403
        assert "The what-if isn't open to you." in answer.text


def test_a_kernel_answers_its_own_page_s_browser_and_nobody_else(port):
    rita, other = Client(port), Client(port)
    for client in (rita, other):
        client.sign_in("rita", PASSWORDS["rita"])
    page = rita.ask("/?business_unit=wealth&quarter=2026Q1")
    assert page.status == 200
    assert "What if? · retail · 2026Q3" in page.text, "parameters come from the server"
    kernel_id = re.search(r'"kernelId":\s*"([^"]+)"', page.text)[1]
    kernel = f"/api/kernels/{kernel_id}"
    assert rita.ask(kernel).status == 200
    assert other.ask(kernel).status == 404
    assert Client(port).ask(kernel, Sec_Fetch_Mode="cors").status == 401
    assert socket_status(port, kernel_id) == 401
    assert socket_status(port, kernel_id, other) == 404
    assert socket_status(port, kernel_id, rita, Origin="http://evil.example") == 403
    assert socket_status(port, kernel_id, rita, Host="evil.example") == 403
    assert socket_status(port, "00000000-0000-0000-0000-000000000000", rita) == 404
    assert socket_status(port, kernel_id, rita) == 101
    assert other.ask(f"/voila/api/shutdown/{kernel_id}", "POST").status == 404
    assert rita.ask(kernel).status == 200
    assert rita.ask(f"/voila/api/shutdown/{kernel_id}", "POST").status == 204
    assert rita.ask(kernel).status == 404
