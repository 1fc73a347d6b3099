"""A mail server and a web server on this machine, that can be told to misbehave, and a certificate for both."""

from __future__ import annotations

import base64
import datetime as dt
import http.server
import ipaddress
import socketserver
import ssl
import threading
from dataclasses import dataclass, field

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pmobook.run.notify.parcel import Parcel


@dataclass
class Behaviour:
    """What a server does, and what it was sent."""

    refuse: set[str] = field(default_factory=set)  # recipients
    answers: list[int] = field(default_factory=list)  # statuses of the next requests; then all goes well
    delay: float = 0.0
    tls: ssl.SSLContext | None = None  # offered by the mail server
    account: tuple[str, str] | None = None
    location: str = ""
    got: list = field(default_factory=list)
    port: int = 0


class _Mail(socketserver.StreamRequestHandler):
    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the one that TLS has wrapped is ours to close

    def handle(self) -> None:  # noqa: C901 - a conversation
        told: Behaviour = self.server.told
        threading.Event().wait(told.delay)
        self.encrypted, self.known, recipients = False, told.account is None, []
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].split(":")[0].upper()
            if word == "EHLO":
                offers = [
                    "here",
                    *(["STARTTLS"] if told.tls and not self.encrypted else []),
                    *(["AUTH PLAIN"] if told.account else []),
                ]
                for offer in offers[:-1]:
                    self.say(f"250-{offer}")
                self.say(f"250 {offers[-1]}")
            elif word == "STARTTLS" and told.tls:
                self.say("220 go on")
                self.request = told.tls.wrap_socket(self.request, server_side=True)
                self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
                self.encrypted = True
            elif word == "AUTH":
                self.known = tuple(base64.b64decode(line.split()[-1]).decode().split("\0")[1:]) == told.account
                self.say("235 welcome" if self.known else "535 who?")
            elif word == "MAIL":
                status = told.answers.pop(0) if told.answers else 250
                self.say("530 log in first" if not self.known else f"{status} said")
            elif word == "RCPT":
                name = line.split("<")[1].split(">")[0]
                refused = name in told.refuse
                recipients += [] if refused else [name]
                self.say("550 nobody here" if refused else "250 fine")
            elif word == "DATA":
                self.say("354 go on")
                lines = []
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(part)
                told.got.append((list(recipients), b"".join(lines), self.encrypted))
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                recipients = []
                self.say("250 fine")


class _Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        told: Behaviour = self.server.told
        threading.Event().wait(told.delay)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told.got.append((self.path, dict(self.headers), body))
        self.send_response(told.answers.pop(0) if told.answers else 204)
        if told.location:
            self.send_header("Location", told.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def _serve(server, told):
    server.told = told
    server.handle_error = lambda *_: None  # a client that breaks off is what some tests are about
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    return thread


@pytest.fixture
def mail_server():
    told = Behaviour()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        server.daemon_threads = True
        thread = _serve(server, told)
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def web_server():
    told = Behaviour()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Hook) as server:
        thread = _serve(server, told)
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A server's certificate for 127.0.0.1, and what a client must trust to accept it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


@pytest.fixture
def parcel():
    return Parcel(
        "pmobook-000007-0123456789abcdef",
        dt.datetime(2026, 10, 18, 6, 0, tzinfo=dt.UTC),
        "Ex\N{LATIN SMALL LETTER A WITH DIAERESIS}mple, 2026Q3: 1 failed",
        "What failed\n- <script>alert(1)</script> \N{GRINNING FACE}\n.\n",
        {"quarter": "2026Q3", "failed": [{"business_unit": "=cmd|' /C calc'!A0"}]},
    )
