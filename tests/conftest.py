"""What holds for every test."""

import gc
import os
import sys

import pytest
from hypothesis import settings

from pmobook.cli import main
from pmobook.language import use_language
from s3_server import S3Server

# The machine that runs the tests may be busy: a slow example is no failure. Each run draws other examples; before a release,
# or when a property is changed, `pytest --hypothesis-profile thorough` draws more of them.
settings.register_profile("any machine", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("any machine")

# The tests leave no process behind: the fork server of warm kernels ends soon after the last of them, and not between them.
os.environ.setdefault("PMOBOOK_WARM_KERNELS_IDLE", "20")


# Nine thousand tests and all that is imported for them stay to the end: the garbage collector looks through them less often,
# and once they are collected no more.
gc.set_threshold(20_000, 10, 10)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()


@pytest.fixture
def call(monkeypatch, capsys):
    """Run a command line in this process; return its status and all that it printed."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setenv("PMOBOOK_STORAGE", "")  # --storage sets it for the whole process; the test's end takes it back
        monkeypatch.setattr(sys, "argv", ["pmobook", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return run


@pytest.fixture(autouse=True)
def english():
    """Begin in English, whichever language the test before spoke, and leave English to what is made for several tests."""
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory):
    """An S3 server on loopback, in a process of its own."""
    server = S3Server(tmp_path_factory.mktemp("s3"))
    yield server
    server.end()


@pytest.fixture
def s3(s3_server, monkeypatch):
    """The server, with its credentials in the environment of this process and of those that it starts."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    return s3_server
