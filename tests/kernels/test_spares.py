"""Spares are ready kernels of the kinds that are asked for, as many as there are processors, and no more than fit."""

from pmobook.kernels import spares as room
from pmobook.kernels.spares import Kind, Spare, Spares

KINDS = [Kind.of([], {"IPYTHONDIR": str(number)}) for number in range(9)]


def with_spares(monkeypatch, *kinds, memory=2**40, clock=1000.0):
    monkeypatch.setattr(room, "_free_memory", lambda: memory)
    monkeypatch.setattr(room.time, "monotonic", lambda: clock)
    made = Spares(most=2)
    for pid, (kind, ready) in enumerate(kinds, start=1):
        made.waiting[pid] = Spare(pid, kind, None, ready=ready)
    return made


def test_nothing_is_made_that_nobody_asked_for(monkeypatch):
    assert with_spares(monkeypatch).wanted() is None


def test_a_spare_is_made_when_it_has_been_quiet_and_one_at_a_time(monkeypatch):
    spares = with_spares(monkeypatch, (KINDS[0], True))
    spares.note_request(KINDS[0])
    assert spares.wanted() is None
    monkeypatch.setattr(room.time, "monotonic", lambda: 1001.0)
    assert spares.wanted() == KINDS[0]
    spares.waiting[9] = Spare(9, KINDS[1], None)
    assert spares.wanted() is None


def test_no_more_than_processors_and_none_when_memory_is_short(monkeypatch):
    full = with_spares(monkeypatch, (KINDS[0], True), (KINDS[0], True))
    full.note_request(KINDS[0])
    full.asked_at = 0.0
    assert full.wanted() is None
    short = with_spares(monkeypatch, memory=100 * 2**20)
    short.note_request(KINDS[0])
    short.asked_at = 0.0
    assert short.wanted() is None


def test_only_a_ready_spare_of_the_right_kind_is_taken_and_only_once(monkeypatch):
    spares = with_spares(monkeypatch, (KINDS[0], False), (KINDS[1], True))
    assert spares.take(KINDS[0]) is None
    assert spares.take(KINDS[1]).pid == 2
    assert spares.take(KINDS[1]) is None


def test_kinds_that_others_have_pushed_out_lose_their_spares(monkeypatch):
    spares = with_spares(monkeypatch, (KINDS[0], True), (KINDS[8], True))
    for kind in KINDS:
        spares.note_request(kind)
    assert [spare.kind for spare in spares.outdated()] == [KINDS[0]]
    assert list(spares.kinds) == [KINDS[8], KINDS[7], KINDS[6], KINDS[5]]
