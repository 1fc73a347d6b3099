"""Being asked to stop."""

import os
import signal
import threading

import pytest

from pmobook.run.stop import RunStopped, listen_for_stop


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_becomes_a_request_and_the_old_handlers_come_back(number):
    before = signal.getsignal(number)
    with listen_for_stop() as stop:
        assert not stop
        os.kill(os.getpid(), number)
        assert stop
        assert stop.signal_number == number
    assert signal.getsignal(number) == before


def test_a_second_signal_interrupts_at_once():
    with listen_for_stop():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_outside_the_main_thread_it_listens_to_nothing():
    heard = []

    def listen():
        with listen_for_stop() as stop:
            heard.append(bool(stop))

    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    assert heard == [False]


def test_a_stopped_run_ends_with_the_status_a_shell_expects():
    assert RunStopped("Stopped.", signal.SIGTERM).exit_status == 143
