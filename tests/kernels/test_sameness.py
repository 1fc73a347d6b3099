"""What a fork can't change decides which server it comes from; what it can change doesn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.kernels import sameness
from pmobook.kernels.sameness import fixed_part, libraries, preparing_part, server_environment, surroundings, wants_threads

SECRETS = {"AWS_SECRET_ACCESS_KEY": "x", "CLIENT": "y", "JUPYTER_TOKEN": "z", "JPY_API_TOKEN": "t"}


def test_a_server_is_given_nothing_of_an_engagement():
    given_to_it = server_environment({**SECRETS, "PATH": "/bin", "LANG": "C.UTF-8"})
    assert given_to_it["PATH"] == "/bin"
    assert given_to_it["LANG"] == "C.UTF-8"
    assert not set(SECRETS) & set(given_to_it)
    assert not set(SECRETS) & set(preparing_part(SECRETS))


@given(
    st.dictionaries(st.sampled_from(["PYTHONPATH", "LC_ALL", "LANG", "OMP_NUM_THREADS", "CLIENT", "PATH"]), st.sampled_from("12"))
)
def test_a_server_differs_from_who_starts_it_in_no_variable_that_counts(environment):
    """Unless threads are asked for, in which case nobody asks a server."""
    if not wants_threads(environment):
        assert fixed_part(server_environment(environment)) == fixed_part(environment)


@pytest.mark.parametrize("name", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
def test_one_thread_is_what_a_fork_has_and_more_is_not(name):
    assert not wants_threads({name: "1"})
    assert wants_threads({name: "2"})
    assert wants_threads({name: ""})


@pytest.mark.parametrize(
    ("name", "counts"),
    [("PYTHONHASHSEED", True), ("LC_ALL", True), ("LD_LIBRARY_PATH", True), ("PYTHONUNBUFFERED", False), ("CLIENT", False)],
)
def test_another_value_leads_to_another_server_only_if_it_is_read_at_the_start(monkeypatch, name, counts):
    monkeypatch.setenv(name, "1")
    one = surroundings()
    monkeypatch.setenv(name, "2")
    assert (surroundings() != one) == counts


def test_limits_lead_to_another_server():
    import resource  # noqa: PLC0415 - not on every platform

    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    before = surroundings()
    if hard == 0:
        pytest.skip("this limit can't be changed here")
    resource.setrlimit(resource.RLIMIT_CORE, (1 if soft == 0 else 0, hard))
    try:
        assert surroundings() != before
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
    assert surroundings() == before


def test_an_edited_file_or_an_installed_package_changes_the_libraries_and_a_cache_does_not(tmp_path, monkeypatch):
    package, installed = tmp_path / "package", tmp_path / "site"
    (package / "__pycache__").mkdir(parents=True)
    (installed / "one-1.0.dist-info").mkdir(parents=True)
    (package / "module.py").write_text("x = 1")
    monkeypatch.setattr(sameness, "_PACKAGE", package)
    monkeypatch.setattr("site.getsitepackages", lambda: [str(installed)])
    seen = [libraries()]
    (package / "__pycache__" / "module.pyc").write_text("")
    assert libraries() == seen[0]
    (package / "module.py").write_text("x = 10")
    seen.append(libraries())
    (installed / "two-2.0.dist-info").mkdir()
    seen.append(libraries())
    (package / "module.py").unlink()
    seen.append(libraries())
    assert len(set(seen)) == 4
