"""Passwords are kept so that the file leads nowhere back, and only the right one matches."""

import base64
import hashlib
import stat

import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.publish.access.passwords import (
    PASSWORDS_FILE,
    check_password,
    hash_password,
    password_matches,
    read_passwords,
    write_password,
)

GOOD = "four plain words here"


def test_the_key_is_the_published_one():
    """RFC 7914, section 12: scrypt of "pleaseletmein" with salt "SodiumChloride", N 16384, r 8, p 1; its first 32 bytes."""
    published = bytes.fromhex("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2")
    salt, key = (base64.b64encode(one).decode() for one in (b"SodiumChloride", published))
    assert password_matches("pleaseletmein", f"scrypt$16384$8$1${salt}${key}")
    assert not password_matches("pleaseletmeout", f"scrypt$16384$8$1${salt}${key}")


def test_what_is_kept_names_its_costs_and_differs_each_time():
    first, second = hash_password(GOOD), hash_password(GOOD)
    assert first.split("$")[:4] == ["scrypt", "32768", "8", "3"]
    assert first != second
    assert password_matches(GOOD, first)
    assert GOOD not in first


@pytest.mark.parametrize(
    "kept",
    ["", "x", "scrypt$2$8$1$$", "scrypt$1073741824$8$1$AAAA$AAAA", "scrypt$16$8$1$?$?", "scrypt$3$8$1$AAAA$AAAA", "a$b$c$d$e$f"],
)
def test_what_cannot_be_read_matches_nothing(kept):
    assert not password_matches(GOOD, kept)
    assert not password_matches("", kept)


def test_nobody_s_password_matches_nothing():
    assert not password_matches(GOOD, None)
    assert not password_matches("", None)


def test_a_truncated_long_password_does_not_match():
    key = hashlib.scrypt(b"a" * 1024, salt=b"salt", n=16, r=8, p=1, dklen=32)
    kept = "scrypt$16$8$1$" + "$".join(base64.b64encode(one).decode() for one in (b"salt", key))
    assert password_matches("a" * 1024, kept)
    assert not password_matches("a" * 1025, kept)


@pytest.mark.parametrize(("password", "words"), [("short", "12 to 1,024"), ("a" * 1025, "1,025"), ("ababababababab", "repeats")])
def test_a_password_that_protects_nothing_is_refused(password, words):
    with pytest.raises(PmobookError, match=words):
        check_password(password)


def test_it_is_written_for_its_owner_alone_and_beside_the_others(tmp_path):
    write_password(tmp_path, "Ada", GOOD)
    path = write_password(tmp_path, "rita", f"{GOOD} too")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(read_passwords(tmp_path)) == {"ada", "rita"}
    assert [one.name for one in tmp_path.iterdir()] == [PASSWORDS_FILE]
    with pytest.raises(PmobookError, match="nobody's name"):
        write_password(tmp_path, "  ", GOOD)


def test_a_file_that_holds_something_else_is_named(tmp_path):
    assert read_passwords(tmp_path) == {}
    (tmp_path / PASSWORDS_FILE).write_text("rita: [1]\n", encoding="utf-8")
    with pytest.raises(ProblemsFound, match="set the passwords again"):
        read_passwords(tmp_path)
