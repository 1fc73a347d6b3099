"""A small organisation with published results, and servers that let in only whom its access.yaml lets in."""

import base64
import contextlib
import hashlib
import http.client
import importlib.util
import re
import signal
import threading
from pathlib import Path
from queue import Queue
from urllib.parse import urlencode

import pytest

from forked import Program

HERE = Path(__file__).parent
SERVE = """
import sys
from pathlib import Path
from pmobook.publish.server import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False, announce=lambda text: print(text, flush=True), **{options})
"""
PASSWORDS = {"ada@bank.example": "four plain words here", "rita": "another good password", "gone": "was once a password"}


def keep_passwords(folder):
    """Keep the passwords as the command does, but at a cost that tests can pay."""
    kept = []
    for person, password in PASSWORDS.items():
        key = hashlib.scrypt(password.encode(), salt=b"salt", n=16, r=8, p=1, dklen=32)
        texts = [base64.b64encode(one).decode() for one in (b"salt", key)]
        kept.append(f"{person}: scrypt$16$8$1${'$'.join(texts)}\n")
    (folder / "access_passwords.yaml").write_text("".join(kept), encoding="utf-8")


def any_bank():
    specification = importlib.util.spec_from_file_location("any_bank", HERE.parents[1] / "show" / "any_bank.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def bank(tmp_path_factory):
    """An engagement with three published quarters and nothing on who may see what."""
    folder = tmp_path_factory.mktemp("bank")
    module = any_bank()
    module.make_engagement(folder)
    module.record(folder, module.make_results())
    return folder


class Client:
    """Asks exactly what it is told to, as no browser would, and keeps cookies."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, path, method="GET", body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body=urlencode(body) if isinstance(body, dict) else body, headers=sent)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def sign_in(self, person, password, there="/", **headers):
        form = self.ask("/sign-in").text
        token = re.search(r'name="form" value="([^"]+)"', form)[1]
        return self.ask("/sign-in", "POST", {"form": token, "next": there, "person": person, "password": password}, **headers)


@contextlib.contextmanager
def served(folder, port, variables=None, log=None, **options):
    """Serve in a process of its own; give the port that it listens on."""
    process = Program(SERVE.format(options=repr(options)), folder, port, stderr=log, variables=variables)
    said = Queue()
    threading.Thread(target=lambda: [said.put(line.strip()) for line in process.stdout], daemon=True).start()
    try:
        yield said.get(timeout=90)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.stdout.close()


def port_of(announced):
    return int(re.search(r":(\d+)/", announced)[1])
