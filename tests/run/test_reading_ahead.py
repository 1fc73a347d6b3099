"""Another process reads packs while the runner plans: the plan is the same, and what it left beside the results is whole."""

import multiprocessing

import pytest

from pmobook.inputs import pack_contents, packs_read
from pmobook.inputs.pack_contents import bytes_unread, read_contents
from pmobook.run import reading_ahead as ahead
from pmobook.run.reading_ahead import reading_ahead
from pmobook.vocabulary import Quarter

Q2, Q3 = Quarter.parse("2026Q2"), Quarter.parse("2026Q3")


@pytest.fixture
def unread(engagement):
    """Return an engagement with room for what was read, and packs that nobody has read."""
    engagement.results.mkdir()
    return engagement


def wait_for_helpers():
    for one in multiprocessing.active_children():
        one.join(60)


def test_another_process_leaves_what_the_runner_then_finds(unread, small, monkeypatch):
    small.pack(unread.folder, "wholesale", quarter="2026Q2")
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    with reading_ahead(unread, Q3, ["retail", "wholesale"], 2, warm_up=False) as count:
        assert count == 1
        wait_for_helpers()
    assert [bytes_unread(unread, unit, Q3) for unit in ("retail", "wholesale")] == [0, 0]
    assert bytes_unread(unread, "wholesale", Q2) == 0
    found = read_contents(unread, "wholesale", Q3)
    monkeypatch.setattr(packs_read, "recall_digests", lambda *_: None)
    assert found == read_contents(unread, "wholesale", Q3)
    assert not list((unread.results / packs_read.FOLDER).rglob(".*"))


def test_a_pack_with_a_problem_is_left_to_who_plans(unread, small, monkeypatch):
    small.pack(unread.folder, "wholesale", weight="two")
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    with reading_ahead(unread, Q3, ["retail", "wholesale"], 2, warm_up=False):
        wait_for_helpers()
    assert "column weight: found 'two'" in str(read_contents(unread, "wholesale", Q3).problems[0])
    assert bytes_unread(unread, "retail", Q3) == 0


@pytest.mark.parametrize(("processes", "units", "worth"), [(1, 2, 1), (2, 1, 1), (2, 2, 10_000_000), (0, 2, 1), (2, 0, 1)])
def test_nobody_else_reads_where_it_saves_no_time(unread, monkeypatch, processes, units, worth):
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", worth)
    with reading_ahead(unread, Q3, ["retail", "wholesale"][:units], processes, warm_up=False) as count:
        assert count == 0


def test_nobody_else_reads_what_was_read_before_or_could_not_be_kept(engagement, monkeypatch):
    monkeypatch.setattr(ahead, "_WORTH_A_PROCESS", 1)
    with reading_ahead(engagement, Q3, ["retail", "wholesale"], 2, warm_up=False) as count:
        assert count == 0
    engagement.results.mkdir()
    for unit in ("retail", "wholesale"):
        pack_contents.read_contents(engagement, unit, Q3)
    with reading_ahead(engagement, Q3, ["retail", "wholesale"], 2, warm_up=False) as count:
        assert count == 0


def test_a_reader_that_is_told_to_stop_reads_no_further_pack(unread):
    stop = multiprocessing.get_context("spawn").Event()
    stop.set()
    reader = multiprocessing.get_context("spawn").Process(
        target=ahead._read, args=(str(unread.folder), "2026Q3", ["retail"], stop, False)
    )
    reader.start()
    reader.join(60)
    assert reader.exitcode == 0
    assert bytes_unread(unread, "retail", Q3) > 0
