"""Methods are kept beside the results: each once, as it was, and nothing else is ever unpacked."""

import zipfile

import pytest

from pmobook.errors import PmobookError
from pmobook.method.places import contents_digest, method_contents, method_folder
from pmobook.record.methods_kept import changed_files, keep_method, kept_method, unpack_method

ONE = {"thresholds.yaml": b"limit: 3\n", "forms/risks.yaml": "meaning: Größe\n".encode()}
OTHER = ONE | {"thresholds.yaml": b"limit: 4\n", "new.yaml": b""}


def test_what_is_kept_comes_back_byte_for_byte(tmp_path):
    digest = keep_method(tmp_path, ONE)
    assert kept_method(tmp_path, digest) == ONE
    unpack_method(tmp_path, digest, tmp_path / "there")
    assert method_contents(tmp_path / "there") == ONE


def test_the_workbook_s_own_method_can_be_kept(tmp_path):
    contents = method_contents(method_folder())
    digest = keep_method(tmp_path, contents)
    assert digest == contents_digest(contents)
    assert kept_method(tmp_path, digest) == contents


def test_the_same_method_is_kept_once_and_gives_the_same_archive(tmp_path):
    digest = keep_method(tmp_path / "one", ONE)
    (place,) = (tmp_path / "one" / "method").iterdir()
    before = place.stat().st_mtime_ns
    keep_method(tmp_path / "one", ONE)
    assert place.stat().st_mtime_ns == before
    keep_method(tmp_path / "other", dict(reversed(ONE.items())))
    assert (tmp_path / "other" / "method" / f"{digest}.zip").read_bytes() == place.read_bytes()


def test_a_damaged_archive_is_refused_and_mended_by_keeping_again(tmp_path):
    digest = keep_method(tmp_path, ONE)
    place = tmp_path / "method" / f"{digest}.zip"
    place.write_bytes(place.read_bytes()[:-30])
    with pytest.raises(PmobookError, match=r"is damaged.*Bring the file back from a backup"):
        kept_method(tmp_path, digest)
    keep_method(tmp_path, ONE)
    assert kept_method(tmp_path, digest) == ONE


def test_whichever_byte_of_an_archive_is_damaged_it_is_called_damaged(tmp_path):
    """Damage in what is compressed surfaces as an error of its own kind."""
    contents = {"thresholds.yaml": b"".join(b"limit_%d: %d\n" % (number, number**3) for number in range(40))}
    digest = keep_method(tmp_path, contents)
    place = tmp_path / "method" / f"{digest}.zip"
    whole = place.read_bytes()
    said = set()
    for at in range(0, len(whole), 3):
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            assert kept_method(tmp_path, digest) == contents, "a byte that says nothing of what is kept, such as its time"
        except PmobookError as error:
            said.add("is damaged" in str(error))
    assert said == {True}


@pytest.mark.parametrize(
    "name", ["../escaped.yaml", "/escaped.yaml", "a/../../escaped.yaml", "C:escaped.yaml", "a\\escaped.yaml"]
)
def test_an_archive_that_would_write_elsewhere_is_refused(tmp_path, name):
    contents = {name: b"x"}
    digest = contents_digest(contents)
    (tmp_path / "results" / "method").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "results" / "method" / f"{digest}.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(PmobookError, match="is damaged"):
        unpack_method(tmp_path / "results", digest, tmp_path / "there")
    assert not list(tmp_path.rglob("escaped.yaml"))


@pytest.mark.parametrize("digest", ["", "f" * 64, "../../etc", "F" * 64])
def test_a_method_that_is_not_kept_is_named(tmp_path, digest):
    with pytest.raises(PmobookError, match=r"is not kept in .*kept no methods can't be computed again"):
        kept_method(tmp_path, digest)


def test_the_files_in_which_two_methods_differ_are_named(tmp_path):
    one, other = keep_method(tmp_path, ONE), keep_method(tmp_path, OTHER)
    assert changed_files(tmp_path, [one, other, "f" * 64, "../x"]) == {
        (one, other): ("new.yaml", "thresholds.yaml"),
        (other, one): ("new.yaml", "thresholds.yaml"),
    }
    assert changed_files(tmp_path, [one]) == {}
