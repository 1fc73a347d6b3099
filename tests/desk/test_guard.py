import logging

from pmobook.desk.guard import Guard
from pmobook.errors import PmobookError


def test_an_error_of_ours_is_shown_and_the_desk_goes_on(caplog):
    shown = []

    @Guard(shown.append)
    def fail():
        raise KeyError("practice")

    with caplog.at_level(logging.ERROR, "pmobook.desk"):
        fail()
        fail()
    assert len(shown) == 2
    assert "The desk itself failed (KeyError: 'practice')" in shown[0]
    assert "Traceback" in caplog.text
    assert "Traceback" not in shown[0]


def test_what_its_reader_can_mend_is_shown_as_it_is():
    shown = []

    @Guard(shown.append)
    def refuse(_change):
        raise PmobookError("Enter your role first.")

    refuse({"new": 1})
    assert shown == ["Enter your role first."]


def test_setting_a_value_quietly_calls_nothing_and_only_meanwhile():
    guard, called = Guard(print), []
    callback = guard(lambda: called.append(1))
    with guard.quietly():
        with guard.quietly():
            callback()
        callback()
    callback()
    assert called == [1]
