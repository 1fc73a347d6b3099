"""Where an engagement's results are kept when that is not its own folder: an address in an object store, checked."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from pmobook.errors import Problem

__all__ = ["EXPECTED", "check_storage", "is_an_address", "kind_of_address", "storage_inside", "storage_problem"]

EXPECTED = (
    "an address such as s3://bucket/folder, gs://bucket/folder, az://container/folder or file:///folder, with a folder, without "
    ".. and without a user name, password, key or query in it: credentials come from the environment"
)
"""What messages say an address must be."""

_SCHEMES = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "az": "az", "azure": "az", "abfs": "abfs", "abfss": "abfss"}
_AZURE = {"az", "abfs", "abfss"}
_DISK = {"file", "local"}
_HINTS = {
    "memory": "what memory:// holds ends with the process that wrote it",
    "http": "for a service that speaks S3, set AWS_ENDPOINT_URL to its http address and name s3://bucket/folder",
    "https": "for a service that speaks S3, set AWS_ENDPOINT_URL to its https address and name s3://bucket/folder; for Azure, "
    "name abfss://container@account.dfs.core.windows.net/folder",
    "adl": "Azure's Data Lake of the first generation is no more: name abfss://container@account.dfs.core.windows.net/folder",
    **dict.fromkeys(
        ("ftp", "sftp", "ssh", "smb", "hdfs", "webhdfs", "dbfs"), "mount it as a folder of this machine and name file:///folder"
    ),
}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.:-]+:/|[A-Za-z0-9+.:-]*://")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}\Z")
_ACCOUNT = re.compile(
    r"[A-Za-z0-9$][A-Za-z0-9._-]{1,62}@[a-z0-9-]{1,63}\.(?:dfs|blob)\.(?:core\.windows\.net|fabric\.microsoft\.com)\Z"
)
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._=-]{0,254}\Z")
_LONGEST = 1000


def is_an_address(text: str) -> bool:
    """Say whether a text means an address, however wrong, rather than a folder as a path.

    Examples
    --------
    >>> [is_an_address(text) for text in ("s3://acme/pmo", "file:/srv/results", "/srv/results", "C:/results")]
    [True, True, False, False]
    """
    return bool(_ADDRESS.match(text.strip()))


def kind_of_address(text: str) -> str:
    """Return what a message may say of an address that is refused: how it begins, if that is no secret.

    Examples
    --------
    >>> kind_of_address("memory://pmo"), kind_of_address("word:secret@bucket/pmo")
    ('an address that begins with memory://', 'something else')
    """
    scheme = text.strip().partition(":/")[0].lower()
    known = {*_SCHEMES, *_DISK, *_HINTS}
    return f"an address that begins with {scheme}://" if scheme in known else "something else"


def check_storage(text: str) -> str:
    """Return an address of results in one form: lower-case scheme, no slash at its end.

    Parameters
    ----------
    text
        ``s3://`` (``s3a://``), ``gs://`` (``gcs://``), ``az://`` (``azure://``), ``abfs://`` or ``abfss://`` with a bucket or
        container and a folder in it; ``file:///`` (``file:/``, ``local:///``) with an absolute folder of this machine.

    Raises
    ------
    ValueError
        If it is anything else; the text says what is expected and never repeats the address, which may hold a secret.

    Examples
    --------
    >>> check_storage("S3://acme-results/pmo/")
    's3://acme-results/pmo'
    >>> check_storage("local:///srv/results")
    'file:///srv/results'
    """
    scheme, between, rest = text.strip().partition(":/")
    scheme, is_whole, rest = scheme.lower(), rest.startswith("/"), rest.removeprefix("/")
    if not between or len(text) > _LONGEST or not rest.isascii() or not rest.isprintable() or set("?#%\\ ") & set(rest):
        raise ValueError(_expected(scheme))
    if scheme in _DISK:
        return _local(rest if is_whole else f"/{rest}")
    bucket, *parts = rest.rstrip("/").split("/")
    kind = _SCHEMES.get(scheme, "")
    named_well = _BUCKET.match(bucket) or (kind in _AZURE and _ACCOUNT.match(bucket))
    if not kind or not is_whole or not named_well or not parts or not all(_PART.match(part) for part in parts):
        raise ValueError(_expected(scheme))
    return f"{kind}://{bucket}/{'/'.join(parts)}"


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


def _expected(scheme: str) -> str:
    """Return what an address must be, and what to do instead of one of a kind that many programs know."""
    hint = _HINTS.get(scheme)
    return f"{EXPECTED}; {hint}" if hint else EXPECTED


def _local(rest: str) -> str:
    path = urlsplit(f"file://{rest}").path.rstrip("/")
    if not rest.startswith("/") or rest.startswith("//") or not path or {"..", "."} & set(path.split("/")):
        raise ValueError(EXPECTED)
    return f"file://{path}"
