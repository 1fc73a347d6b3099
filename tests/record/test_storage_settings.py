"""How an object store is reached: the variables of its own tools and of fsspec's alike, and never a secret in a message."""

import json

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from pmobook.errors import ProblemsFound
from pmobook.record.remote import RemotePath, delta_options
from pmobook.record.storage_settings import storage_settings

S3 = "s3://acme"
AZURE = "abfss://results@acme.dfs.core.windows.net"


def test_without_a_variable_the_client_finds_its_own_way():
    for root in (S3, "gs://acme", "az://acme", AZURE):
        assert storage_settings(root, {}) == {}


@pytest.mark.parametrize(
    "variables",
    [
        {"FSSPEC_S3": json.dumps({"key": "id", "secret": "word", "endpoint_url": "https://s3.example.org"})},
        {"FSSPEC_S3_KEY": "id", "FSSPEC_S3_SECRET": "word", "FSSPEC_S3_ENDPOINT_URL": "https://s3.example.org"},
        {"FSSPEC_S3": '{"key": "other", "secret": "word", "client_kwargs": {"endpoint_url": "https://s3.example.org"}}',
         "FSSPEC_S3_KEY": "id"},
        {"FSSPEC_S3_KEY": "id", "FSSPEC_S3_SECRET": "word", "AWS_ENDPOINT_URL": "https://s3.example.org",
         "AWS_ACCESS_KEY_ID": "another"},
    ],
)  # fmt: skip
def test_fsspecs_variables_name_the_same_things_and_go_before_amazons(variables):
    assert storage_settings(S3, variables) == {
        "aws_access_key_id": "id",
        "aws_secret_access_key": "word",
        "aws_endpoint_url": "https://s3.example.org",
    }


def test_the_endpoint_of_s3_goes_before_that_of_all_amazons_services():
    given = {"AWS_ENDPOINT_URL": "https://all.example.org", "AWS_ENDPOINT_URL_S3": "https://s3.example.org"}
    assert storage_settings(S3, given) == {"aws_endpoint_url": "https://s3.example.org"}


def test_azure_is_reached_by_a_connection_string_or_its_parts():
    text = "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5PQ==;EndpointSuffix=core.windows.net"
    expected = {"azure_storage_account_name": "acme", "azure_storage_account_key": "a2V5PQ=="}
    assert storage_settings("az://results", {"AZURE_STORAGE_CONNECTION_STRING": text}) == expected
    assert storage_settings("az://results", {"FSSPEC_ABFS": json.dumps({"connection_string": text})}) == expected
    parts = {"FSSPEC_AZ_ACCOUNT_NAME": "acme", "FSSPEC_AZ_ACCOUNT_KEY": "a2V5PQ=="}
    assert storage_settings(AZURE, parts) == expected
    here = {"AZURE_STORAGE_CONNECTION_STRING": "AccountName=dev;BlobEndpoint=http://127.0.0.1:10000/dev"}
    assert storage_settings("az://results", here)["allow_http"] == "true"


def test_google_is_reached_by_a_file_of_credentials_or_by_none():
    assert storage_settings("gs://acme", {"FSSPEC_GCS": '{"token": "/srv/key.json"}'}) == {
        "google_service_account": "/srv/key.json"
    }
    assert storage_settings("gs://acme", {"FSSPEC_GCS_TOKEN": "google_default"}) == {}
    assert storage_settings("gs://acme", {"FSSPEC_GS_TOKEN": "anon"}) == {"google_skip_signature": "true"}


def test_reading_without_credentials_may_be_asked_for():
    assert storage_settings(S3, {"FSSPEC_S3": '{"anon": true}'}) == {"aws_skip_signature": "true"}
    assert storage_settings(S3, {"FSSPEC_S3_ANON": "False"}) == {"aws_skip_signature": "false"}


@pytest.mark.parametrize("endpoint", ["http://localhost:9000", "http://127.0.0.1:9000/", "http://[::1]:9000"])
def test_this_machine_may_be_spoken_to_without_tls(endpoint):
    assert storage_settings(S3, {"AWS_ENDPOINT_URL": endpoint}) == {"aws_endpoint_url": endpoint, "allow_http": "true"}


def test_another_machine_only_where_somebody_says_so():
    given = {"AWS_ENDPOINT_URL": "http://storage.example.org:9000"}
    with pytest.raises(ProblemsFound, match=r"AWS_ENDPOINT_URL: found an endpoint without TLS .* set AWS_ALLOW_HTTP=true"):
        storage_settings(S3, given)
    assert storage_settings(S3, given | {"AWS_ALLOW_HTTP": "TRUE"})["allow_http"] == "true"
    assert storage_settings("gs://acme", given) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_ENDPOINT_URL", "localhost:9000"),
        ("AWS_ENDPOINT_URL_S3", "https://key:SECRET@storage.example.org"),
        ("AWS_ENDPOINT_URL", "https://storage.example.org:SECRET"),
        ("AWS_ENDPOINT_URL", "https://storage.example.org/?sig=SECRET"),
        ("FSSPEC_S3", "SECRET"),
        ("FSSPEC_S3", '["SECRET"]'),
    ],
)
def test_a_variable_that_cant_be_used_is_named_without_its_value(name, value):
    with pytest.raises(ProblemsFound, match=f"the variable {name}: found something else, expected ") as refused:
        storage_settings(S3, {name: value})
    assert "SECRET" not in str(refused.value)
    assert "localhost" not in str(refused.value)


def test_results_are_reached_by_fsspecs_variables_alone(s3_server, monkeypatch):
    bucket = s3_server.bucket()
    for name in s3_server.environment:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FSSPEC_S3", json.dumps({"key": "fsspec-key", "secret": "fsspec-word", "endpoint_url": s3_server.url}))
    with s3_server.refusing(403, methods="GET PUT", but_for="Credential=fsspec-key/"):
        (RemotePath(bucket) / "pmo" / "one").write_bytes(b"1")
        assert (RemotePath(bucket) / "pmo" / "one").read_bytes() == b"1"
        table = RemotePath(bucket) / "pmo" / "tables" / "one"
        write_deltalake(str(table), pa.table({"a": [1]}), storage_options=delta_options(table))
        assert DeltaTable(str(table), storage_options=delta_options(table)).version() == 0
