import pytest

from pmobook.desk.lock import pack_lock
from pmobook.errors import PmobookError


def test_a_pack_has_one_writer_at_a_time(tmp_path):
    with (
        pack_lock(tmp_path, "inputs/retail/2026Q3"),
        pytest.raises(PmobookError, match=r"Somebody else has been saving to inputs/retail/2026Q3 for 0\.05 seconds"),
        pack_lock(tmp_path, "inputs/retail/2026Q3", seconds=0.05),
    ):
        pass


def test_the_lock_ends_with_the_save_and_leaves_nothing_that_counts_as_part_of_the_pack(tmp_path):
    for _ in range(2):
        with pack_lock(tmp_path, "there"):
            pass
    assert [path.name[0] for path in tmp_path.iterdir()] == ["."]
