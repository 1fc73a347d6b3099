"""How an object store is reached: endpoint and credentials, from the variables that its own tools and fsspec's read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.channels import is_loopback

__all__ = ["storage_settings"]

# fsspec's names of a setting, and what the object stores' client calls it, by storage.
_S3 = {
    "key": "aws_access_key_id",
    "secret": "aws_secret_access_key",
    "token": "aws_session_token",
    "endpoint_url": "aws_endpoint_url",
    "region_name": "aws_region",
    "anon": "aws_skip_signature",
}
_GOOGLE = {"token": "google_service_account"}
_AZURE = {
    **{name: f"azure_storage_{name}" for name in ("account_name", "account_key", "sas_token", "client_id", "client_secret")},
    "tenant_id": "azure_storage_tenant_id",
    "connection_string": "connection_string",
}
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_CONNECTION = "AZURE_STORAGE_CONNECTION_STRING"
_OF_CONNECTION = {
    "accountname": "azure_storage_account_name",
    "accountkey": "azure_storage_account_key",
    "sharedaccesssignature": "azure_storage_sas_token",
    "blobendpoint": "azure_storage_endpoint",
}
_GOOGLES_OWN_WAYS = {"google_default", "cache", "cloud", "browser"}
_TRUE = {"1", "true", "yes", "on"}


def storage_settings(root: str, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what the client of an object store is told beside what it reads from the environment itself.

    Parameters
    ----------
    root
        Such as ``s3://bucket``.
    variables
        The environment; this process's if not given. ``FSSPEC_S3='{"key": …}'`` and ``FSSPEC_S3_KEY`` go before ``AWS_…``, as
        they do for fsspec; likewise ``FSSPEC_GCS`` and ``FSSPEC_ABFS``. What this client has no word for is left out.

    Returns
    -------
    dict
        By the names that `obstore` and `deltalake` share; ``allow_http`` is among them where the connection has no TLS.

    Raises
    ------
    ProblemsFound
        If a variable can't be read, or names an endpoint that can't be used; the value is never repeated.

    Examples
    --------
    >>> storage_settings("s3://acme", {"AWS_ENDPOINT_URL": "http://localhost:9000"})
    {'aws_endpoint_url': 'http://localhost:9000', 'allow_http': 'true'}
    """
    given = os.environ if variables is None else variables
    scheme = root.partition("://")[0]
    if scheme == "s3":
        found, whence = _s3(given)
    elif scheme == "gs":
        found, whence = _google(given), ""
    else:
        found, whence = _azure(given)
    return found | _open_line(found.get("aws_endpoint_url") or found.get("azure_storage_endpoint") or "", whence, given)


def _s3(given: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the settings of S3, and the variable that names the endpoint."""
    found = _told(("S3", "S3A"), _S3, given)
    if "aws_endpoint_url" in found:
        return found, "FSSPEC_S3"
    endpoint = next((name for name in _ENDPOINTS if given.get(name)), "")
    return found | ({"aws_endpoint_url": given[endpoint]} if endpoint else {}), endpoint


def _google(given: Mapping[str, str]) -> dict[str, str]:
    found = _told(("GCS", "GS"), _GOOGLE, given)
    token = found.get("google_service_account", "")
    if token == "anon":  # noqa: S105 - gcsfs's word for reading without credentials
        return {"google_skip_signature": "true"}
    return {} if token in _GOOGLES_OWN_WAYS else found


def _azure(given: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the settings of Azure, and the variable that names the endpoint."""
    found = _told(("AZ", "ABFS", "ABFSS"), _AZURE, given)
    named = found.pop("connection_string", "")
    parts = [part.partition("=") for part in (named or given.get(_CONNECTION, "")).split(";")]
    known = {_OF_CONNECTION.get(name.strip().lower(), ""): value.strip() for name, _, value in parts}
    known.pop("", None)
    return known | found, "FSSPEC_ABFS" if named else _CONNECTION


def _told(protocols: tuple[str, ...], names: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return what fsspec's variables of some protocols say, in this client's names."""
    said = {name: value for one in protocols for name, value in _by_fsspec(one, given).items()}
    return {names[name]: value for name, value in said.items() if name in names and value}


def _by_fsspec(protocol: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a protocol as fsspec reads them: an object in JSON, and each in a variable of its own."""
    whole = f"FSSPEC_{protocol}"
    found: dict[str, object] = {}
    if text := given.get(whole, "").strip():
        try:
            read = json.loads(text)
        except ValueError:
            read = None
        if not isinstance(read, dict):
            remedy = f'Write it as {{"key": "…"}}, or set {whole}_KEY and its like instead.'
            raise ProblemsFound([Problem(f"the variable {whole}", "something else", "an object in JSON", remedy)])
        found = read
    prefix = f"{whole}_"
    found |= {name.removeprefix(prefix).lower(): value for name, value in given.items() if name.startswith(prefix)}
    return _flat(found)


def _flat(found: Mapping[str, object]) -> dict[str, str]:
    """Return settings as texts; those that s3fs takes within ``client_kwargs`` stand beside the others."""
    within = found.get("client_kwargs")
    if isinstance(within, str):
        try:
            within = json.loads(within)
        except ValueError:
            within = None
    known = {**(within if isinstance(within, dict) else {}), **found}
    texts = {name: str(value).strip() for name, value in known.items() if isinstance(value, str | int) and value is not False}
    return {name: value.lower() if name == "anon" else value for name, value in texts.items()}


def _open_line(endpoint: str, whence: str, given: Mapping[str, str]) -> dict[str, str]:
    """Say that a connection has no TLS, which only this machine may be spoken to by unless somebody says otherwise."""
    if not endpoint:
        return {}
    where = f"the variable {whence}"
    try:
        parts = urlsplit(endpoint)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and not parts.query
        _ = parts.port
    except ValueError:
        usable = False
    if not usable:
        expected = "an endpoint such as https://storage.example.org:9000, without a user name, password or query"
        remedy = "Correct it; credentials have variables of their own."
        raise ProblemsFound([Problem(where, "something else", expected, remedy)])
    if parts.scheme == "https":
        return {}
    if given.get("AWS_ALLOW_HTTP", "").lower() not in _TRUE and not is_loopback(parts.hostname or ""):
        found = "an endpoint without TLS on another machine"
        remedy = "Use https, or set AWS_ALLOW_HTTP=true if everybody on the way may read what is sent."
        raise ProblemsFound([Problem(where, found, "https", remedy)])
    return {"allow_http": "true"}
