"""Whatever is killed, and wherever storage fails, at whatever moment of a run: no result is lost, doubled or half published."""

import sys

import pytest

from blows import Ground, make_plan

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it kills, limits and watches as Linux does")

A_SHARE = make_plan(12)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    made = Ground(tmp_path_factory.mktemp("ground"))
    yield made
    made.clear()


@pytest.mark.parametrize("blow", A_SHARE, ids=str)
def test_the_next_run_completes_what_was_struck(blow, ground):
    """The ground looks whether anything is lost, doubled or half published; ``make kills`` strikes a hundred times like this."""
    outcome = ground.strike(blow)
    assert outcome.published or outcome.exit_status != 0
