"""Whatever is killed, and however an object store refuses, at whatever request: no result is lost, doubled or half published."""

import sys

import pytest

from storage_blows import StorageGround, make_storage_plan

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it kills and watches as Linux does")


@pytest.fixture(scope="module")
def ground(tmp_path_factory, s3_server):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in s3_server.environment.items():
            patch.setenv(name, value)
        made = StorageGround(tmp_path_factory.mktemp("ground"), s3_server)
        yield made
        made.clear()


@pytest.mark.parametrize("blow", make_storage_plan(5), ids=str)
def test_the_next_run_completes_what_was_struck(blow, ground):
    """The ground looks whether anything is lost, doubled or half published; ``make kills`` strikes more of the same plan."""
    outcome = ground.strike_storage(blow)
    assert outcome.published or outcome.exit_status != 0
