"""Whom a reverse proxy vouches for, by headers that are taken from the proxy and from nobody else."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from tornado.httputil import HTTPServerRequest

from pmobook.inputs.access_proxy import Proxy

__all__ = ["NotVouchedFor", "Vouched", "person_from_proxy"]

_LONGEST = 320


class NotVouchedFor(Exception):
    """A request of which nobody trusted says whose it is; the reason is for the log."""


@dataclass(frozen=True)
class Vouched:
    """A person and the groups that the proxy, or a hub, says the person is in."""

    person: str
    groups: tuple[str, ...]


def person_from_proxy(proxy: Proxy, request: HTTPServerRequest, secret: str) -> Vouched:
    """Return whose request it is.

    Parameters
    ----------
    proxy
        Where it calls from and what its headers are called.
    request
        With the address of whoever called this server, not one that a header names.
    secret
        What the secret header has to hold, if there is one.

    Raises
    ------
    NotVouchedFor
        If it comes from elsewhere, without the secret, or with the person not exactly once.
    """
    if not proxy.knows(request.remote_ip or ""):
        message = "headers from an address that is not the proxy's"
        raise NotVouchedFor(message)
    if proxy.secret_header is not None:
        shown = request.headers.get_list(proxy.secret_header)
        if not secret or len(shown) != 1 or not hmac.compare_digest(shown[0].encode(), secret.encode()):
            message = "the proxy's secret is missing or wrong"
            raise NotVouchedFor(message)
    person = _one(request, proxy.person_header)
    groups = _one(request, proxy.groups_header, may_be_missing=True) if proxy.groups_header else ""
    return Vouched(person, tuple(name.strip() for name in groups.split(",") if name.strip()))


def _one(request: HTTPServerRequest, header: str, *, may_be_missing: bool = False) -> str:
    """Return a header that stands once: a second one could be the viewer's own beside the proxy's."""
    values = request.headers.get_list(header)
    if not values and may_be_missing:
        return ""
    text = values[0].strip() if len(values) == 1 else ""
    if not text and not may_be_missing:
        message = f"{header} stands {len(values)} times" if values else f"no {header}"
        raise NotVouchedFor(message)
    if len(values) != 1 or (not may_be_missing and len(text) > _LONGEST) or not text.isprintable():
        message = f"{header} stands {len(values)} times or holds no name"
        raise NotVouchedFor(message)
    return text
