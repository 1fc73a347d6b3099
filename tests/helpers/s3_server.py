"""An S3 server on loopback in a process of its own, in memory, that refuses what it is told to refuse."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "loopback-key",
    "AWS_SECRET_ACCESS_KEY": "loopback-secret-nobody-may-read",
    "AWS_REGION": "us-east-1",
}


class S3Server:
    """The server as tests see it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faults, self._strike = folder / "faults.json", folder / "strike.json"
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self._faults)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        self.environment = {**ENVIRONMENT, "AWS_ENDPOINT_URL": self.url}

    def bucket(self) -> str:
        """Make a bucket and return its address."""
        name = f"results-{secrets.token_hex(6)}"
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/{name}", method="PUT")).close()
        return f"s3://{name}"

    @contextlib.contextmanager
    def refusing(
        self, status: int, part: str = "", methods: str = "PUT", after: int = 0, but_for: str | None = None
    ) -> Iterator[None]:
        """Answer requests whose path holds a part with a status, once so many of them have been answered well.

        ``but_for`` is what an authorisation holds that is not refused.
        """
        draft = self._faults.with_suffix(".draft")
        draft.write_text(json.dumps({"status": status, "part": part, "methods": methods, "after": after, "but_for": but_for}))
        draft.replace(self._faults)
        try:
            yield
        finally:
            self._faults.unlink()

    @contextlib.contextmanager
    def striking(self, root: str, **order: object) -> Iterator[Path]:
        """Count what a bucket is asked, and do something at one moment; yields where the outcome is noted.

        ``at`` is the number of the request; ``do`` is ``count``, ``refuse`` (with a ``status``), ``lose`` (do it and say that it
        failed) or ``kill`` (a ``victim`` of the run whose process is ``pid``); the first two go on for so ``often`` requests.
        """
        told = self._folder / "told.json"
        told.unlink(missing_ok=True)
        draft = self._strike.with_suffix(".draft")
        draft.write_text(json.dumps({"bucket": root.removeprefix("s3://"), **order}))
        draft.replace(self._strike)
        try:
            yield told
        finally:
            self._strike.unlink()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


class Striking:
    """The application, watched by a strike that somebody orders."""

    def __init__(self, application: Any, folder: Path) -> None:
        self.application, self.order, self.told = application, folder / "strike.json", folder / "told.json"
        self.counted, self.standing, self.lock = 0, "", threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        order = self._due(environ)
        if order is None:
            return self.application(environ, start_response)
        if order["do"] == "refuse":
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            return self._answer(start_response, order["status"])
        if order["do"] == "kill" and not order["after"]:
            self._kill(order)
        done = self.application(environ, start_response if order["do"] == "kill" else lambda *_: None)
        if order["do"] == "lose":
            list(done)
            return self._answer(start_response, 503)
        if order["after"]:
            self._kill(order)
        return done

    def _due(self, environ: Any) -> dict | None:
        try:
            text = self.order.read_text()
        except OSError:
            return None
        order = json.loads(text)
        if not environ["PATH_INFO"].startswith(f"/{order['bucket']}"):
            return None
        with self.lock:
            self.counted = self.counted + 1 if text == self.standing else 1
            self.standing, number = text, self.counted
            is_due = order["at"] <= number < order["at"] + order.get("often", 1) and order["do"] != "count"
            if order["do"] == "count" or (is_due and order["do"] != "kill"):
                self.told.write_text(json.dumps({"hit": 1, "requests": number}))
        return order if is_due else None

    def _answer(self, start_response: Any, status: int) -> list[bytes]:
        start_response(f"{status} Refused", [("Content-Type", "text/plain")])
        return [b"refused"]

    def _kill(self, order: dict) -> None:
        """Kill the runner, or one of its workers or kernels."""
        try:
            runner = psutil.Process(order["pid"])
            family = [runner] if order["victim"] == "runner" else runner.children()
            words = {"worker": "spawn_main", "kernel": "fork_server"}
            if order["victim"] == "kernel":
                family = [one for one in psutil.process_iter() if _environment(one).get("XDG_RUNTIME_DIR") == order["sockets"]]
                pids = {one.pid for one in family}
                family = [one for one in family if one.ppid() in pids]
            if order["victim"] in words:
                family = [one for one in family if words[order["victim"]] in " ".join(one.cmdline())]
            if family:
                family[int(order["place"] * len(family))].kill()
            self.told.write_text(json.dumps({"hit": len(family), "requests": self.counted}))
        except psutil.Error:
            self.told.write_text(json.dumps({"hit": 0, "requests": self.counted}))


def _environment(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


def main() -> None:
    """Serve until killed; say the address on the first line."""
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    faults, seen = Path(sys.argv[1]), {"counted": 0}
    application = Striking(DomainDispatcherApplication(create_backend_app), faults.parent)

    def answer(environ, start_response):
        try:
            fault = json.loads(faults.read_text())
        except OSError:
            seen["counted"] = 0
            return application(environ, start_response)
        if fault["but_for"] and fault["but_for"] in environ.get("HTTP_AUTHORIZATION", ""):
            return application(environ, start_response)
        if environ["REQUEST_METHOD"] in fault["methods"].split() and fault["part"] in environ["PATH_INFO"]:
            seen["counted"] += 1
            if seen["counted"] > fault["after"]:
                environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                start_response(f"{fault['status']} Refused", [("Content-Type", "text/plain")])
                return [b"refused"]
        return application(environ, start_response)

    server = make_server("127.0.0.1", 0, answer, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    os.environ.setdefault("MOTO_CALL_RESET_API", "false")
    main()
