"""The gate of a server as it starts: what would leave figures open to others is refused before anything listens."""

from __future__ import annotations

import ipaddress
from collections.abc import MutableMapping
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.inputs.access import ACCESS_FILE, Access
from pmobook.publish.access.gate import OWN_NAMES, Gate, new_token
from pmobook.publish.access.hub import hub_from_environment

__all__ = ["open_gate"]

_SECRETS = ("JUPYTERHUB_API_TOKEN", "JPY_API_TOKEN")


def open_gate(folder: Path, ip: str, *, token: bool, variables: MutableMapping[str, str]) -> Gate:
    """Return the gate of a server that is about to start.

    Parameters
    ----------
    folder
        The engagement's.
    ip
        The address that the server is to be bound to.
    token
        Whether the person at this machine signs in with a token, so that others who use it can't look in.
    variables
        The environment. Secrets are taken out of it, so that no kernel inherits them.

    Raises
    ------
    PmobookError
        If others could reach the server and nothing says who may see what, or what signing in needs is missing.
    ProblemsFound
        With every problem of ``access.yaml``.
    """
    gate = Gate(folder, ip)
    access = gate.access()
    if access is None:
        if not _only_this_machine(ip):
            raise PmobookError(_not_open_to_others(folder, ip))
        gate.token = new_token() if token else ""
        return gate
    gate.closed = True
    if token:
        message = (
            f"A token is for an engagement without {ACCESS_FILE}. Here people sign in by {access.sign_in}; leave --token out."
        )
        raise PmobookError(message)
    if access.sign_in == "jupyterhub":
        gate.hub = hub_from_environment(variables)
    if access.proxy is not None and access.proxy.secret_header is not None:
        gate.proxy_secret = variables.get(access.proxy.secret_variable, "")
        if len(gate.proxy_secret) < 16:
            message = (
                f"The environment variable {access.proxy.secret_variable} must hold the secret that the proxy sends in "
                f"{access.proxy.secret_header}: at least 16 characters. It holds {len(gate.proxy_secret)}."
            )
            raise PmobookError(message)
    _check_reach(access, ip)
    for name in (*_SECRETS, *([access.proxy.secret_variable] if access.proxy else [])):
        variables.pop(name, None)
    return gate


def _check_reach(access: Access, ip: str) -> None:
    """Refuse what would send passwords in the clear, or answer to every name there is."""
    if _only_this_machine(ip):
        return
    if access.sign_in == "password" and not access.https:
        message = (
            f"On {ip}, passwords would cross the network in the clear. Put a proxy with a certificate in front, keep this "
            f"server on 127.0.0.1, and say https: true in {ACCESS_FILE}. See docs/access.md."
        )
        raise PmobookError(message)
    if not access.hosts and access.sign_in != "jupyterhub" and ip in ("0.0.0.0", "::"):  # noqa: S104 - compared with, not bound to
        message = f"Bound to {ip}, the server must know its own names. List them under hosts in {ACCESS_FILE}: [pmo.example.org]"
        raise PmobookError(message)


def _only_this_machine(ip: str) -> bool:
    if ip in OWN_NAMES:
        return True
    try:
        return ipaddress.ip_address(ip.strip("[]")).is_loopback
    except ValueError:
        return False


def _not_open_to_others(folder: Path, ip: str) -> str:
    return (
        f"Others could reach the server on {ip or 'every address'}, and nothing says who may see what. Write "
        f"{folder / ACCESS_FILE} first (docs/access.md shows how), or leave --ip out to serve this machine alone."
    )
