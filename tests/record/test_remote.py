"""Places in an object store behave as those on a disk do, and say in plain words why they refuse."""

import pickle
from pathlib import PurePosixPath

import pytest

from pmobook.record.remote import RemotePath, StorageRefuses, delta_options, told_plainly


@pytest.fixture
def place(s3):
    return RemotePath(f"{s3.bucket()}/pmo")


def test_parts_of_an_address_are_those_of_a_path():
    path = RemotePath("s3://bucket/pmo/notebooks") / "2026Q3" / "10_maturity"
    assert str(path.with_suffix(".ipynb")) == "s3://bucket/pmo/notebooks/2026Q3/10_maturity.ipynb"
    assert (path.name, path.parent.name, path.parts[-1]) == ("10_maturity", "2026Q3", "10_maturity")
    assert path.parent / "10_maturity" == path
    assert len({path, path.parent / PurePosixPath("10_maturity"), str(path)}) == 2
    assert pickle.loads(pickle.dumps(path)) == path
    assert repr(path) == f"RemotePath('{path}')"


def test_what_is_written_is_read_replaced_listed_and_taken_away(place):
    (place / "b" / "two.json").write_bytes(b"2")
    (place / "one.json").write_bytes(b"1")
    (place / "one.json").write_bytes(b"one")
    assert (place / "one.json").read_bytes() == b"one"
    assert [each.name for each in place.walk_files()] == ["two.json", "one.json"]
    assert place.glob("*.json") == [place / "one.json"]
    assert ((place / "b").is_dir(), (place / "b").is_file(), (place / "c").exists()) == (True, False, False)
    (place / "one.json").unlink()
    place.remove_tree()
    assert place.walk_files() == []


def test_what_is_not_there_is_not_found_and_may_be_taken_away(place):
    with pytest.raises(FileNotFoundError, match=f"{place}/nothing$"):
        (place / "nothing").read_bytes()
    with pytest.raises(FileNotFoundError):
        (place / "nothing").unlink()
    (place / "nothing").unlink(missing_ok=True)
    (place / "nothing").remove_tree()


def test_a_neighbour_of_a_like_name_is_not_below(place):
    (place.parent / "pmo2" / "one").write_bytes(b"1")
    assert not place.is_dir()


def test_of_two_that_create_one_does(place):
    (place / "one").create(b"first")
    with pytest.raises(FileExistsError):
        (place / "one").create(b"second")
    assert (place / "one").read_bytes() == b"first"


def test_a_put_whose_answer_was_lost_has_been_done(s3, place):
    with s3.striking(place.root, at=1, do="lose", often=1):
        (place / "one").create(b"mine")
    assert (place / "one").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, r"refused access \(403 Forbidden\)\. Check the credentials in the environment"),
        (501, r"can't do what was asked \(501 Not Implemented\)\. It must offer conditional writes"),
        (410, r"failed \(410 Gone\)\. Try again later"),
    ],
)
def test_a_storage_that_refuses_says_so_without_a_credential(s3, place, status, why):
    with s3.refusing(status), pytest.raises(StorageRefuses, match=why) as refused:
        (place / "one").write_bytes(b"1")
    assert "loopback" not in str(refused.value)
    assert str(refused.value).startswith(f"The storage at {place.root} ")


def test_a_bucket_that_is_not_there_is_named(s3):
    place = RemotePath("s3://no-such-bucket-here/pmo")
    for ask in (place.walk_files, lambda: place.write_bytes(b"1"), place.read_bytes):
        with pytest.raises(StorageRefuses, match="The storage at s3://no-such-bucket-here has no such bucket or container"):
            ask()


def test_a_storage_that_doesnt_answer_says_so(monkeypatch, s3):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StorageRefuses, match="doesn't answer"):
        RemotePath("s3://bucket/pmo").read_bytes()


def test_the_tables_library_is_told_the_same(monkeypatch):
    place = RemotePath("s3://bucket/pmo")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:9000")
    monkeypatch.setenv("FSSPEC_S3_KEY", "an-id")
    told = delta_options(place)
    assert (told["allow_http"], told["aws_endpoint_url"], told["aws_access_key_id"], told["conditional_put"]) == (
        "true", "http://localhost:9000", "an-id", "etag",
    )  # fmt: skip
    assert not [name for name in delta_options(RemotePath("gs://bucket/pmo")) if "endpoint" in name]


def test_a_container_without_an_account_is_told_how_to_name_one(monkeypatch):
    for name in ("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_CONNECTION_STRING"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(
        StorageRefuses, match=r"az://results names no account\. Set AZURE_STORAGE_ACCOUNT_NAME, or write abfss://"
    ):
        RemotePath("az://results/pmo").read_bytes()


def test_what_a_disk_says_is_left_as_it_is(tmp_path):
    with pytest.raises(PermissionError), told_plainly(tmp_path):
        raise PermissionError
