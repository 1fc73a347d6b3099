"""Addresses of results: what can be one, and that a refusal never repeats what may be a secret."""

import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.channels import without_channels
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.storage_address import check_storage, storage_inside


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("s3://acme/pmo", "s3://acme/pmo"),
        ("S3A://acme/pmo/2026/", "s3://acme/pmo/2026"),
        ("gcs://acme/pmo", "gs://acme/pmo"),
        ("az://results/pmo", "az://results/pmo"),
        ("abfss://results@acme.dfs.core.windows.net/pmo", "abfss://results@acme.dfs.core.windows.net/pmo"),
        ("file:///srv/results/", "file:///srv/results"),
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
