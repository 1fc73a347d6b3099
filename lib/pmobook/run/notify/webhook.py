"""A webhook: the news as JSON to one address, signed, over HTTPS, and never sent on elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from typing import IO
from urllib.parse import urlsplit

from pmobook import __version__
from pmobook.inputs.channels import Webhook, is_loopback
from pmobook.run.notify.parcel import NotDelivered, Parcel, secret
from pmobook.vocabulary import quoted

__all__ = ["SIGNATURE", "post_news", "sign"]

SIGNATURE = "X-Pmobook-Signature-256"
"""Header with ``sha256=`` and the HMAC-SHA256 of the body in hexadecimal."""

_MAY_PASS = {408, 425, 429, 500, 502, 503, 504}


class _StayThere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the news is meant for the address that was configured."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        del req, fp, code, msg, headers, newurl


def sign(body: bytes, key: str) -> str:
    """Return what the signature's header holds.

    Examples
    --------
    >>> sign(b"what do ya want for nothing?", "Jefe")
    'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'

    References
    ----------
    RFC 4231, Identifiers and Test Vectors for HMAC-SHA-256, test case 2.
    """
    return f"sha256={hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}"


def post_news(
    channel: Webhook,
    parcel: Parcel,
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    tls: ssl.SSLContext | None = None,
) -> None:
    """Post a message.

    Parameters
    ----------
    seconds, environment, tls
        As of `pmobook.run.notify.mail.send_mail`.

    Raises
    ------
    NotDelivered
        If the address doesn't take it: anything but a status of 200 to 299. A redirect is not followed.
    """
    body = json.dumps(parcel.as_data(), ensure_ascii=True, allow_nan=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"pmobook/{__version__}",
        "Idempotency-Key": parcel.parcel_id,
    }
    if channel.secret_env:
        headers[SIGNATURE] = sign(body, secret(channel.secret_env, environment))
    request = urllib.request.Request(channel.url, data=body, headers=headers, method="POST")  # noqa: S310 - https, or this machine
    handlers: list[urllib.request.BaseHandler] = [
        _StayThere(),
        urllib.request.HTTPSHandler(context=tls or ssl.create_default_context()),
    ]
    if is_loopback(urlsplit(channel.url).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=seconds):
            return
    except urllib.error.HTTPError as error:
        with error:
            where = " and asks to be sent elsewhere, which is not done" if 300 <= error.code < 400 else ""
            message = f"it answers {error.code} {quoted(error.reason)}{where}"
        raise NotDelivered(message, may_pass=error.code in _MAY_PASS) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            message = f"its certificate is not trusted ({error.reason.verify_message}), so nothing was sent"
            raise NotDelivered(message, may_pass=False) from None
        message = f"it can't be reached ({quoted(error.reason)})"
        raise NotDelivered(message, may_pass=True) from None
    except (OSError, http.client.HTTPException) as error:
        message = f"it can't be reached or broke off ({quoted(error) if str(error) else type(error).__name__})"
        raise NotDelivered(message, may_pass=True) from None
