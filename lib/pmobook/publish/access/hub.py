"""A JupyterHub that vouches for people: the server is one of its services and signs people in by its OAuth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import tornado.httpclient

from pmobook.errors import PmobookError
from pmobook.publish.access.proxy import NotVouchedFor, Vouched

__all__ = ["Hub", "hub_from_environment", "person_for_code"]

_NEEDED = ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_API_URL", "JUPYTERHUB_CLIENT_ID", "JUPYTERHUB_SERVICE_PREFIX")
_SECONDS = 20


@dataclass(frozen=True)
class Hub:
    """What a hub tells a service that it starts.

    Attributes
    ----------
    api
        Where this server asks the hub.
    token
        What it asks with.
    client
        Its name among the hub's OAuth clients.
    authorise
        Where browsers are sent to sign in.
    callback
        Where the hub sends them back to.
    prefix
        The path under which the hub's proxy serves this server.
    scopes
        A person needs one of these to use the service.
    listens_on
        The address and port at which the hub's proxy expects this server; None if the hub does not say.
    """

    api: str
    token: str
    client: str
    authorise: str
    callback: str
    prefix: str
    scopes: frozenset[str]
    listens_on: tuple[str, int] | None

    def sign_in_address(self, state: str) -> str:
        """Return where to send a browser that is to be signed in; the hub gives the state back."""
        asked = {"client_id": self.client, "redirect_uri": self.callback, "response_type": "code", "state": state}
        return f"{self.authorise}?{urlencode(asked)}"


def hub_from_environment(variables: Mapping[str, str]) -> Hub:
    """Return the hub that started this server.

    Raises
    ------
    PmobookError
        If no hub did, or it left out what is needed.
    """
    missing = [name for name in _NEEDED if not variables.get(name)]
    if missing:
        message = (
            f"sign_in: jupyterhub needs the server to be started by a JupyterHub as one of its services; the hub sets "
            f"{', '.join(missing)}. See docs/access.md."
        )
        raise PmobookError(message)
    prefix = f"/{variables['JUPYTERHUB_SERVICE_PREFIX'].strip('/')}/"
    host = variables.get("JUPYTERHUB_HOST", "").rstrip("/")
    base = variables.get("JUPYTERHUB_BASE_URL", "/").rstrip("/")
    name = variables.get("JUPYTERHUB_SERVICE_NAME", prefix.strip("/").rpartition("/")[2])
    return Hub(
        api=variables["JUPYTERHUB_API_URL"].rstrip("/"),
        token=variables["JUPYTERHUB_API_TOKEN"],
        client=variables["JUPYTERHUB_CLIENT_ID"],
        authorise=f"{host}{base}/hub/api/oauth2/authorize",
        callback=variables.get("JUPYTERHUB_OAUTH_CALLBACK_URL") or f"{host}{prefix}oauth_callback",
        prefix=prefix,
        scopes=_scopes(variables.get("JUPYTERHUB_OAUTH_ACCESS_SCOPES", ""), name),
        listens_on=_listens_on(variables.get("JUPYTERHUB_SERVICE_URL", "")),
    )


async def person_for_code(hub: Hub, code: str) -> Vouched:
    """Return whom the hub vouches for, given the code with which it sent a browser back.

    Raises
    ------
    NotVouchedFor
        If the hub does not know the code, can't be reached, or the person may not use this service.
    """
    form = {
        "client_id": hub.client, "client_secret": hub.token, "grant_type": "authorization_code", "code": code,
        "redirect_uri": hub.callback,
    }  # fmt: skip
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await _ask(f"{hub.api}/oauth2/token", method="POST", headers=kind, body=urlencode(form))
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        message = "the hub gave no token"
        raise NotVouchedFor(message)
    user = await _ask(f"{hub.api}/user", method="GET", headers={"Authorization": f"token {token}"})
    name, groups, scopes = user.get("name"), user.get("groups", []), user.get("scopes", [])
    if not isinstance(name, str) or not name or not isinstance(groups, list) or not isinstance(scopes, list):
        message = "the hub named nobody"
        raise NotVouchedFor(message)
    if not hub.scopes & {one for one in scopes if isinstance(one, str)}:
        message = f"the hub does not let {name} use this service"
        raise NotVouchedFor(message)
    return Vouched(name, tuple(one for one in groups if isinstance(one, str)))


async def _ask(address: str, **request: Any) -> dict[str, Any]:  # noqa: ANN401 - what tornado's client takes
    """Return a hub's answer. No redirect is followed: the token must go to nobody else."""
    client = tornado.httpclient.AsyncHTTPClient()
    try:
        answer = await client.fetch(address, follow_redirects=False, request_timeout=_SECONDS, **request)
        content = json.loads(answer.body)
    except (OSError, ValueError, tornado.httpclient.HTTPClientError) as error:
        message = f"the hub did not answer as it should: {type(error).__name__}"
        raise NotVouchedFor(message) from None
    if not isinstance(content, dict):
        message = "the hub did not answer as it should"
        raise NotVouchedFor(message)
    return content


def _scopes(text: str, name: str) -> frozenset[str]:
    if not text:
        return frozenset({"access:services", f"access:services!service={name}"})
    try:
        listed = json.loads(text)
    except ValueError:
        listed = None
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
        message = "JUPYTERHUB_OAUTH_ACCESS_SCOPES is not a list of scopes in JSON. The hub that starts the server sets it."
        raise PmobookError(message)
    return frozenset(listed)


def _listens_on(address: str) -> tuple[str, int] | None:
    parts = urlsplit(address)
    return (parts.hostname, parts.port) if parts.hostname and parts.port else None
