"""Where news of a quarter is sent: by e-mail, to a webhook, into a file. Secrets stand in the environment, never in a file."""

from __future__ import annotations

import ipaddress
import re
from pathlib import PurePosixPath
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import quoted

__all__ = ["CHANNEL_KEYS", "Channel", "Email", "NewsFile", "Webhook", "check_address", "is_loopback", "without_channels"]

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\Z|\[?[0-9A-Fa-f:]{2,39}\]?\Z")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}\Z")
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
CHANNEL_KEYS = ("notify", "scorecards_url", "storage")
"""Keys of ``engagement.yaml`` that say whom to tell, where to look and where results are kept: no result depends on them."""

_NO_NEWS = {
    "inputs", "results", "business_units", "maturity", "pool", "contributed", "surveys", "scenarios", "engagement.yaml",
    "access.yaml", "access_passwords.yaml",
}  # fmt: skip
"""What stands in an engagement's folder for other purposes; in small letters, since some systems tell no others apart."""

_NEWS = re.compile(rb"[\"']?(?:notify|scorecards_url|storage)[\"']?[ \t]*:")


def _variable(value: str | None) -> str | None:
    if value is not None and not _VARIABLE.match(value):
        message = "the name of an environment variable, such as PMOBOOK_PASSWORD; the secret itself never stands here"
        raise ValueError(message)
    return value


class Email(Definition):
    """A message to people, through an SMTP server."""

    kind: Literal["email"]
    server: str
    port: int | None = Field(default=None, ge=1, le=65535)
    """The usual one for ``tls`` if not given: 587, 465, or 25."""
    tls: Literal["starttls", "tls", "none"] = "starttls"
    """Whether the connection turns to TLS, begins with it, or is open; a password is never sent over an open one."""
    sender: str = Field(alias="from")
    to: tuple[str, ...] = Field(min_length=1, max_length=200, strict=False)
    user_env: str | None = None
    password_env: str | None = None

    @field_validator("server")
    @classmethod
    def _is_a_host(cls, value: str) -> str:
        if not _HOST.match(value):
            message = "the name of a server, such as smtp.example.org"
            raise ValueError(message)
        return value

    @field_validator("sender")
    @classmethod
    def _has_a_sender(cls, value: str) -> str:
        return check_address(value)

    @field_validator("to")
    @classmethod
    def _has_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(check_address(one) for one in value))

    @field_validator("user_env", "password_env")
    @classmethod
    def _are_variables(cls, value: str | None) -> str | None:
        return _variable(value)

    @model_validator(mode="after")
    def _keeps_its_secret(self) -> Email:
        if (self.user_env is None) != (self.password_env is None):
            message = "user_env and password_env together, or neither"
            raise ValueError(message)
        if self.password_env and self.tls == "none" and not is_loopback(self.server):
            message = "tls: starttls or tls where there is a password"
            raise ValueError(message)
        return self

    @property
    def service(self) -> int:
        """The port."""
        return self.port or _PORTS[self.tls]

    @property
    def in_words(self) -> str:
        """How messages name it."""
        return f"e-mail by {self.server}:{self.service}"


class Webhook(Definition):
    """A message to another program, as JSON by HTTPS."""

    kind: Literal["webhook"]
    url: str = Field(max_length=2000)
    secret_env: str | None = None
    """Environment variable with the secret that signs the message: HMAC-SHA256."""

    @field_validator("secret_env")
    @classmethod
    def _is_a_variable(cls, value: str | None) -> str | None:
        return _variable(value)

    @field_validator("url")
    @classmethod
    def _is_safe(cls, value: str) -> str:
        message = "an address with https (http on this machine alone), without a user name or password in it"
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError(message)
        parts = urlsplit(value)
        if (
            parts.scheme not in {"https", "http"}
            or not parts.hostname
            or parts.username is not None
            or parts.password is not None
        ):
            raise ValueError(message)
        if parts.scheme == "http" and not is_loopback(parts.hostname):
            raise ValueError(message)
        if parts.port == 0:
            raise ValueError(message)
        return value

    @property
    def in_words(self) -> str:
        """How messages name it: without its path and query, which may hold a token."""
        return f"webhook at {urlsplit(self.url).netloc}"


class NewsFile(Definition):
    """A message at the end of a file."""

    kind: Literal["file"]
    path: str = Field(min_length=1, max_length=1000)
    """Relative to the engagement's folder, or absolute."""
    form: Literal["json", "text"] = Field(default="json", alias="format")
    """A line of JSON a message, or the text that an e-mail would hold."""

    @field_validator("path")
    @classmethod
    def _is_no_input(cls, value: str) -> str:
        steps = PurePosixPath(value.replace("\\", "/")).parts
        if "\0" in value or not steps or ".." in steps or steps[0].casefold() in _NO_NEWS:
            message = "a file outside inputs, results and the engagement's own files, without .. in it, such as news.jsonl"
            raise ValueError(message)
        return value

    @property
    def in_words(self) -> str:
        """How messages name it."""
        return f"file {self.path}"


Channel: TypeAlias = Annotated[Email | Webhook | NewsFile, Field(discriminator="kind")]


def check_address(value: str) -> str:
    """Return an e-mail address that is nothing but one: no second address, no header, no line of its own.

    Raises
    ------
    ValueError
        If it isn't.
    """
    if not _ADDRESS.match(value):
        message = f"an e-mail address such as pmo@example.org; found {quoted(value)}"
        raise ValueError(message)
    return value


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine, by name or address.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("localhost.example.org")
    (True, True, False)
    """
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def without_channels(content: bytes) -> bytes:
    r"""Return the bytes of ``engagement.yaml`` without the lines of `CHANNEL_KEYS`: no result depends on them.

    Examples
    --------
    >>> without_channels(b"organisation: A\nnotify:\n  - kind: file\n    path: a\nsize: large\n")
    b'organisation: A\nsize: large\n'
    """
    kept, inside = [], False
    for line in content.splitlines(keepends=True):
        belongs = line[:1] in b" \t#-\r\n"
        inside = (inside and belongs) or _NEWS.match(line) is not None
        if not inside:
            kept.append(line)
    return b"".join(kept)
