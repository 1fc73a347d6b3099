"""Where an engagement's results are kept when that is not its own folder: an address in an object store, checked."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from pmobook.errors import Problem

__all__ = ["EXPECTED", "check_storage", "storage_inside", "storage_problem"]

EXPECTED = (
    "an address such as s3://bucket/folder, gs://bucket/folder, az://container/folder or file:///folder, with a folder, without "
    ".. and without a user name, password, key or query in it: credentials come from the environment"
)
"""What messages say an address must be."""

_SCHEMES = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "az": "az", "abfs": "abfs", "abfss": "abfss"}
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}\Z")
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,62}@[A-Za-z0-9][A-Za-z0-9.-]{1,254}\Z")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=-]{0,254}\Z")
_LONGEST = 1000


def check_storage(text: str) -> str:
    """Return an address of results in one form: lower-case scheme, no slash at its end.

    Parameters
    ----------
    text
        ``s3://``, ``gs://`` (``gcs://``), ``az://``, ``abfs://`` or ``abfss://`` with a bucket or container and a folder in it;
        ``file:///`` with an absolute folder of this machine.

    Raises
    ------
    ValueError
        If it is anything else; the text says what is expected and never repeats the address, which may hold a secret.

    Examples
    --------
    >>> check_storage("S3://acme-results/pmo/")
    's3://acme-results/pmo'
    """
    scheme, between, rest = text.strip().partition("://")
    scheme = scheme.lower()
    if not between or len(text) > _LONGEST or not rest.isascii() or not rest.isprintable() or set("?#%\\ ") & set(rest):
        raise ValueError(EXPECTED)
    if scheme == "file":
        return _local(rest)
    bucket, *parts = rest.rstrip("/").split("/")
    named_well = _BUCKET.match(bucket) or (scheme in {"abfs", "abfss"} and _ACCOUNT.match(bucket))
    if scheme not in _SCHEMES or not named_well or not parts or not all(_PART.match(part) for part in parts):
        raise ValueError(EXPECTED)
    return f"{_SCHEMES[scheme]}://{bucket}/{'/'.join(parts)}"


def storage_inside(folder: Path, text: str) -> str:
    """Return an address that ``engagement.yaml`` may name: a folder of this machine only inside the engagement's own.

    A file that came from somebody else must not choose where on this machine results are written.

    Raises
    ------
    ValueError
        If it is no address, or leads out of the engagement's folder.
    """
    address = check_storage(text)
    own = folder.resolve()
    if address.startswith("file://") and own not in Path(address.removeprefix("file://")).resolve().parents:
        message = "a folder inside the engagement's own; --storage takes any other"
        raise ValueError(message)
    return address


def storage_problem(expected: str) -> Problem:
    """Return what is told of an address in ``engagement.yaml`` that can't be used, without the address."""
    return Problem(
        "engagement.yaml, storage", "something else", expected, "Correct it, or remove it: results then stay in results/."
    )


def _local(rest: str) -> str:
    path = urlsplit(f"file://{rest}").path.rstrip("/")
    if not rest.startswith("/") or rest.startswith("//") or not path or {"..", "."} & set(path.split("/")):
        raise ValueError(EXPECTED)
    return f"file://{path}"
