"""Passwords on one machine: kept as scrypt hashes, in a file of their own that only the command writes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.access import person_key
from pmobook.method.yaml_text import load_yaml
from pmobook.vocabulary import quoted

__all__ = ["PASSWORDS_FILE", "check_password", "hash_password", "password_matches", "read_passwords", "write_password"]

PASSWORDS_FILE = "access_passwords.yaml"
"""Stands beside ``access.yaml``; readable by its owner alone."""

_COST, _BLOCK, _LANES = 2**15, 8, 3
_MOST_COST, _MOST_BLOCK, _MOST_LANES = 2**20, 32, 16
_SALT_BYTES, _KEY_BYTES = 16, 32
_FEWEST, _MOST = 12, 1024


def check_password(password: str) -> None:
    """Refuse a password that would not protect anything.

    Raises
    ------
    PmobookError
        If it has fewer than 12 or more than 1,024 characters, or is one character again and again.
    """
    if not _FEWEST <= len(password) <= _MOST:
        message = (
            f"A password has {_FEWEST} to {_MOST:,} characters; this one has {len(password):,}. Four words in a row are good."
        )
        raise PmobookError(message)
    if len(set(password)) < _FEWEST // 3:
        message = "This password repeats the same few characters. Four words in a row are good."
        raise PmobookError(message)


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Return what is kept of a password: scrypt with its costs, a salt and the key, and nothing that leads back.

    Notes
    -----
    The costs are those that OWASP recommends for scrypt: N = 2^15, r = 8, p = 3.

    References
    ----------
    RFC 7914, The scrypt Password-Based Key Derivation Function. OWASP, Password Storage Cheat Sheet (2024).
    """
    salt = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    key = _key(password, salt, _COST, _BLOCK, _LANES)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${_text(salt)}${_text(key)}"


def password_matches(password: str, kept: str | None) -> bool:
    """Say whether a password is the one that was kept, taking as long for a person who has none.

    Parameters
    ----------
    password
        As typed.
    kept
        What `hash_password` returned; None if the person has no password. What can't be read matches nothing.
    """
    kinds = (kept or _NOBODY).split("$")
    try:
        name, cost, block, lanes, salt, key = kinds
        sizes = int(cost), int(block), int(lanes)
        expected = base64.b64decode(key, validate=True)
        found = _key(password[: _MOST + 1], base64.b64decode(salt, validate=True), *sizes)
    except (ValueError, binascii.Error, MemoryError):
        return False
    matches = hmac.compare_digest(expected, found)
    return matches and name == "scrypt" and kept is not None and len(password) <= _MOST


def read_passwords(folder: Path) -> dict[str, str]:
    """Return what is kept of each person's password, by `person_key`; none if no password was set yet.

    Raises
    ------
    ProblemsFound
        If the file can't be read or holds something else.
    """
    path = folder / PASSWORDS_FILE
    if not path.exists():
        return {}
    content = load_yaml(path, PASSWORDS_FILE)
    if content is None:
        return {}
    if not isinstance(content, dict) or not all(isinstance(one, str) for pair in content.items() for one in pair):
        problem = Problem(PASSWORDS_FILE, "something else", "people and what is kept of their passwords",
                          "Remove the file and set the passwords again: pmobook access password")  # fmt: skip
        raise ProblemsFound([problem])
    return {person_key(name): kept for name, kept in content.items()}


def write_password(folder: Path, person: str, password: str) -> Path:
    """Set a person's password, in place of an earlier one, and return the file that keeps it.

    The file is replaced in one step and can be read by its owner alone.

    Raises
    ------
    PmobookError
        If the password would not protect anything, or the name is empty.
    """
    if not person_key(person):
        message = f"{quoted(person)} is nobody's name."
        raise PmobookError(message)
    check_password(password)
    kept = {**read_passwords(folder), person_key(person): hash_password(password)}
    return _replace(folder / PASSWORDS_FILE, kept)


def _replace(path: Path, kept: Mapping[str, str]) -> Path:
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".access_", suffix=".yaml")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write("# Written by: pmobook access password. Not to be edited or shared.\n")
            yaml.safe_dump(dict(sorted(kept.items())), file, allow_unicode=True, width=1000)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _key(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    if not (1 < cost <= _MOST_COST and 0 < block <= _MOST_BLOCK and 0 < lanes <= _MOST_LANES):
        message = "costs that were not written by us"
        raise ValueError(message)
    memory = 128 * block * (cost + lanes + 2) + 1024
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=cost, r=block, p=lanes, dklen=_KEY_BYTES, maxmem=memory
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


_NOBODY = f"scrypt${_COST}${_BLOCK}${_LANES}${_text(bytes(_SALT_BYTES))}${_text(bytes(_KEY_BYTES))}"
