import asyncio

from own_loop import in_own_loop
from pmobook.errors import PmobookError
from pmobook.what_if.callbacks import Guard, Later


def test_what_a_person_can_mend_is_shown_in_its_own_words():
    said = []

    def fail():
        raise PmobookError("Give it a name.")

    Guard(said.append)(fail)()
    assert said == ["Give it a name."]


def test_our_own_fault_is_shown_and_logged(caplog):
    said = []
    Guard(said.append)(lambda: 1 / 0)()
    assert "This page itself failed (ZeroDivisionError" in said[0]
    assert "A control of the what-if failed" in caplog.text


def test_while_the_page_sets_values_nothing_is_called():
    done = []
    guard = Guard(done.append)
    with guard.quietly():
        guard(lambda: done.append(1))()
    assert done == []


def test_without_a_loop_things_are_done_at_once():
    done = []
    Later(Guard(done.append)).after(5.0, lambda: done.append(1))
    assert done == [1]


def test_of_several_things_asked_for_in_quick_succession_only_the_last_is_done():
    done = []

    async def ask():
        later = Later(Guard(done.append))
        for number in range(5):
            later.after(0.01, lambda number=number: done.append(number))
        await asyncio.sleep(0.1)
        later.after(0.01, lambda: done.append("never"))
        later.cancel()
        await asyncio.sleep(0.05)

    in_own_loop(ask())
    assert done == [4]
