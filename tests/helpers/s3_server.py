"""An S3 server on loopback in a process of its own, in memory, that refuses what it is told to refuse."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "loopback-key",
    "AWS_SECRET_ACCESS_KEY": "loopback-secret-nobody-may-read",
    "AWS_REGION": "us-east-1",
}


class S3Server:
    """The server as tests see it."""

    def __init__(self, folder: Path) -> None:
        self._faults = folder / "faults.json"
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

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def main() -> None:
    """Serve until killed; say the address on the first line."""
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    faults, seen = Path(sys.argv[1]), {"counted": 0}
    application = DomainDispatcherApplication(create_backend_app)

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
