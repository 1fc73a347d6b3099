"""What holds for every test."""

import os
import sys

import pytest
from hypothesis import settings

from pmobook.cli import main
from pmobook.language import use_language

# The machine that runs the tests may be busy: a slow example is no failure.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# The tests leave no process behind: the fork server of warm kernels ends soon after the last of them.
os.environ.setdefault("PMOBOOK_WARM_KERNELS_IDLE", "5")


@pytest.fixture
def call(monkeypatch, capsys):
    """Run a command line in this process; return its status and all that it printed."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["pmobook", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return run


@pytest.fixture(autouse=True)
def english():
    """Begin in English, whichever language the test before spoke."""
    use_language("en")
