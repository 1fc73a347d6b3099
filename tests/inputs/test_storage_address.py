"""Addresses of results: what can be one, and that a refusal never repeats what may be a secret."""

import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.channels import without_channels
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.storage_address import check_storage, is_an_address, storage_inside


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("s3://acme/pmo", "s3://acme/pmo"),
        ("S3A://acme/pmo/2026/", "s3://acme/pmo/2026"),
        ("gcs://acme/pmo", "gs://acme/pmo"),
        ("az://results/pmo", "az://results/pmo"),
        ("abfss://results@acme.dfs.core.windows.net/pmo", "abfss://results@acme.dfs.core.windows.net/pmo"),
        ("az://results@acme.blob.core.windows.net/pmo", "az://results@acme.blob.core.windows.net/pmo"),
        ("azure://results/pmo", "az://results/pmo"),
        ("file:///srv/results/", "file:///srv/results"),
        ("file:/srv/results", "file:///srv/results"),
        ("local:///srv/results", "file:///srv/results"),
    ],
)
def test_an_address_is_kept_in_one_form(given, kept):
    assert check_storage(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "s3://",
        "s3://bucket",
        "s3://bucket/",
        "s3:/bucket/pmo",
        "bucket/pmo",
        "http://example.org/pmo",
        "https://bucket.s3.amazonaws.com/pmo",
        "ftp://bucket/pmo",
        "memory://bucket/pmo",
        "adl://store.azuredatalakestore.net/pmo",
        "simplecache::s3://bucket/pmo",
        "abfss://results@SECRET.example.org/pmo",
        "s3://results@acme.dfs.core.windows.net/pmo",
        "local://relative/pmo",
        "s3://key:SECRET@bucket/pmo",
        "s3://SECRET@bucket/pmo",
        "az://account:SECRET@container/pmo",
        "abfss://container:SECRET@acme.dfs.core.windows.net/pmo",
        "s3://bucket/pmo?sig=SECRET",
        "s3://bucket/pmo#SECRET",
        "s3://bucket/../other",
        "s3://bucket/pmo/..",
        "s3://bucket/./pmo",
        "s3://bucket//pmo",
        "s3://bucket/%2e%2e/other",
        "s3://bucket/a b",
        "s3://bucket/pmo\n",
        "s3://bucket/\u202epmo",
        "s3://bucket/" + "a" * 10_000,
        "file://server/share",
        "file:////server/share",
        "file:///",
        "file:///srv/../etc",
    ],
)
def test_anything_else_is_refused_without_repeating_it(given):
    if given == "s3://bucket/pmo\n":
        assert check_storage(given) == "s3://bucket/pmo"  # space around an address is no part of it
        return
    with pytest.raises(ValueError, match="an address such as s3://bucket/folder") as refused:
        check_storage(given)
    assert "SECRET" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("memory://pmo", "what memory:// holds ends with the process"),
        ("http://localhost:9000/bucket/pmo", "set AWS_ENDPOINT_URL to its http address and name s3://bucket/folder"),
        ("https://acme.blob.core.windows.net/results/pmo", "name abfss://container@account"),
        ("adl://acme/pmo", "first generation is no more"),
        ("hdfs://host/pmo", "mount it as a folder"),
    ],
)
def test_addresses_that_other_programs_know_are_told_what_to_name_instead(given, hint):
    with pytest.raises(ValueError, match=hint):
        check_storage(given)


def test_a_folder_as_a_path_is_no_address():
    assert not [text for text in ("results", "/srv/results", "~/kept", "C:/kept", "C:\\kept", "") if is_an_address(text)]
    assert is_an_address(" S3://acme/pmo")


def test_a_file_names_a_folder_of_this_machine_only_inside_the_engagements_own(tmp_path):
    assert storage_inside(tmp_path, f"file://{tmp_path}/kept") == f"file://{tmp_path}/kept"
    for outside in (f"file://{tmp_path.parent}/kept", "file:///etc", f"file://{tmp_path}"):
        with pytest.raises(ValueError, match="a folder inside the engagement's own; --storage takes any other"):
            storage_inside(tmp_path, outside)


def test_a_link_out_of_the_engagement_is_outside(tmp_path):
    (tmp_path / "engagement").mkdir()
    (tmp_path / "engagement" / "kept").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="inside the engagement's own"):
        storage_inside(tmp_path / "engagement", f"file://{tmp_path}/engagement/kept")


@pytest.mark.parametrize("written", ["s3://key:SECRET@bucket/pmo", "s3://bucket/pmo?key=SECRET", "file:///etc", "http://a/b"])
def test_an_engagement_that_names_none_is_refused_in_words_without_its_secret(tmp_path, written):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n")
    (tmp_path / "engagement.yaml").write_text(f'organisation: A\nmoney: {{currency: EUR}}\nstorage: "{written}"\n')
    with pytest.raises(ProblemsFound, match=r"engagement\.yaml, storage") as refused:
        open_engagement(tmp_path)
    assert "SECRET" not in str(refused.value)


def test_where_results_are_kept_changes_no_result():
    """The line is no part of what results are identified by."""
    assert without_channels(b"organisation: A\nstorage: s3://a/b\nsize: large\n") == b"organisation: A\nsize: large\n"
