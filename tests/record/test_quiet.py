"""A panic of compiled code beside an error is left out; everything else that goes to standard error is said."""

import os
import sys

import pytest

from pmobook.record.quiet import without_panics

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there nothing is held back")

PANIC = (
    b"\nthread 'tokio-rt-worker' (6040) panicked at /registry/object_store-0.13.2/src/buffered.rs:369:41:\nAlready shut down\n"
    b"stack backtrace:\n   0: core::panicking\n             at /rustc/library.rs:1\n"
    b"note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.\n"
)


def fail_muttering():
    with without_panics():
        os.write(2, b"one\n" + PANIC + b"two\n")
        raise OSError(28, "No space left on device")


def test_of_what_fails_the_panic_is_left_out_and_the_rest_is_said(capfd):
    with pytest.raises(OSError, match="No space left"):
        fail_muttering()
    assert capfd.readouterr().err.split() == ["one", "two"]


def test_of_what_succeeds_all_is_said(capfd):
    with without_panics():
        os.write(2, PANIC)
    assert capfd.readouterr().err == PANIC.decode()


def test_more_than_the_pipe_holds_stops_nothing(capfd):
    with without_panics():
        for _ in range(3):
            try:
                os.write(2, b"x" * 50_000)
            except BlockingIOError:
                break
    assert len(capfd.readouterr().err) >= 50_000
