"""A kernel's charts are drawn by a process whose engine is warm, and by itself whenever that can't be: the same bytes."""

import os
import signal
import socket
import threading
from pathlib import Path

import pytest

from pmobook.kernels import drawing
from pmobook.kernels.drawers import NAME, Drawers
from pmobook.kernels.drawing import draw, draw_here

BARS = {
    "data": {"values": [{"area": "Spend & <b>", "share": 0.1}, {"area": "Zeit\u202e \U0001f600", "share": float("nan")}]},
    "mark": "bar",
    "encoding": {"x": {"field": "share", "type": "quantitative"}, "y": {"field": "area", "type": "nominal"}},
}
DRAW = f"""\
from pmobook.kernels import drawing
nan = float("nan")
here = drawing.engine
def refuse(): raise RuntimeError("drawn in the kernel")
drawing.engine = refuse
svg = drawing.draw({BARS!r})
drawing.engine = here
print(svg == drawing.draw_here({BARS!r}))
"""


@pytest.fixture
def asked(monkeypatch):
    """Where this process's charts are asked for; a test answers there, or doesn't."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    monkeypatch.setattr(drawing, "_drawers", [ours])
    with ours, theirs:
        yield theirs


def drawers_of(servers):
    """Return the drawing processes by the name they go by."""
    return [pid for pid in servers.processes() if Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() == NAME]


def test_what_is_drawn_for_a_kernel_has_the_bytes_of_what_it_would_draw_itself(start, servers):
    assert start().run(DRAW) == "True"


def test_a_drawer_that_is_killed_is_replaced_and_its_kernel_draws_on(start, servers):
    kernel = start()
    assert kernel.run(DRAW) == "True"
    killed = servers.wait_for(lambda: drawers_of(servers))
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    servers.wait_for(lambda: set(drawers_of(servers)) - set(killed))
    assert kernel.run(DRAW) == "True"


def test_a_kernel_whose_server_has_ended_draws_itself(start, servers):
    kernel = start()
    [server] = {servers.parent_of(kernel.pid)}
    os.kill(server, signal.SIGKILL)
    servers.wait_for(lambda: servers.processes() == [kernel.pid])
    assert kernel.run(f"nan = float('nan')\nfrom pmobook.kernels.drawing import draw\nprint(draw({BARS!r})[:4])") == "<svg"


@pytest.mark.parametrize("said", [b"", b"\0\0", b"\0" * 8, b"\0" * 7 + b"\x09<svg"])
def test_half_an_answer_or_none_is_not_taken_for_a_chart(asked, said):
    def answer():
        _, (file,), _, _ = socket.recv_fds(asked, 16, 1)
        with socket.socket(fileno=file) as connection:
            drawing.read(connection)
            connection.sendall(said)

    answering = threading.Thread(target=answer)
    answering.start()
    assert draw(BARS) == draw_here(BARS)
    answering.join()


def test_nobody_who_listens_costs_no_chart(asked):
    asked.close()
    assert draw(BARS) == draw_here(BARS)


def test_a_chart_that_vega_lite_refuses_is_refused_in_its_words_wherever_it_is_drawn(start):
    wrong = {**BARS, "mark": 7}
    with pytest.raises(ValueError, match="Vega-Lite can't draw the chart"):
        draw(wrong)
    kernel = start()
    assert kernel.run(f"nan = float('nan')\nfrom pmobook.kernels.drawing import draw\ndraw({wrong!r})") == "ValueError"
    assert kernel.run(DRAW) == "True"


def test_what_is_no_plain_number_or_text_is_refused_before_anybody_is_asked(asked):
    with pytest.raises(ValueError, match="a chart is plain texts and numbers"):
        draw({**BARS, "title": object()})


def test_as_many_are_kept_as_are_wanted_and_one_that_fails_at_once_is_not_forked_without_end():
    drawers = Drawers(most=1)
    with drawers.way, drawers.asked:
        assert drawers.are_short
        control = socket.socket()
        drawers.controls[7] = control
        assert not drawers.are_short
        drawers.note_end(8)
        assert drawers.controls == {7: control}
        drawers.note_end(7)
        assert drawers.controls == {}
        assert not drawers.are_short
        drawers.not_before = 0.0
        assert drawers.are_short
