"""A chart has the same bytes on every machine, needs nothing but itself, and can't keep or fill the machine."""

import asyncio
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import pmobook
from pmobook.kernels import engine as engines
from pmobook.kernels.drawing import draw_here
from pmobook.kernels.engine import Engine, engine

WIDTHS = json.loads((Path(pmobook.__file__).parent / "kernels" / "vega" / "widths.json").read_text(encoding="utf-8"))
# Per thousand of the size, from Adobe's metrics of Helvetica and Helvetica-Bold, to which Arial and Liberation Sans keep.
PUBLISHED = {
    "regular": {" ": 278, "0": 556, "A": 667, "M": 833, "W": 944, "i": 222, "m": 833, "%": 889, "£": 556, "ß": 611, "É": 667},
    "bold": {" ": 278, "0": 556, "A": 722, "M": 833, "W": 944, "i": 278, "m": 889, "%": 889, "£": 556, "ß": 611, "É": 667},
}
DAYS = {
    "data": {"values": [{"day": "2026-03-31", "share": 0.5}, {"day": "2026-06-30", "share": 0.7}]},
    "mark": "line",
    "encoding": {"x": {"field": "day", "type": "temporal"}, "y": {"field": "share", "type": "quantitative"}},
}
WITHOUT_END = {"data": {"sequence": {"start": 0, "stop": 2e7, "as": "x"}}, "mark": "bar", "encoding": {"x": {"field": "x"}}}


def labelled(text, **axis):
    """Return a chart whose left edge is as wide as a text."""
    return {
        "data": {"values": [{"area": text}]},
        "mark": "bar",
        "width": 100,
        "encoding": {"y": {"field": "area", "type": "nominal", "axis": {"title": None, "labelFontSize": 10, **axis}}},
    }


def width_of(text, **axis):
    """Return how wide a text is, in sizes of its font."""
    wide, narrow = (
        float(re.search(r'width="([\d.]+)"', draw_here(labelled(one, labelLimit=0, **axis)))[1]) for one in (f"{text}ABC", "ABC")
    )
    return (wide - narrow) / 10


@pytest.mark.parametrize("weight", PUBLISHED)
def test_letters_are_as_wide_as_published(weight):
    known = {chr(first + at): width for first, *run in WIDTHS["runs"][weight] for at, width in enumerate(run)}
    found = {letter: round(known[letter] * 1000 / WIDTHS["units_per_em"]) for letter in PUBLISHED[weight]}
    assert found == PUBLISHED[weight]


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("W" * 100, 94.4),
        ("\u4e2d" * 20, 20),
        ("\U0001f600" * 8, 10),
        ("e\u0301" * 100, 55.6),
        ("\u202e" * 50, 0),
        ("\u0e01" * 20, 13),
    ],
)
def test_a_text_is_as_wide_as_its_letters_and_no_script_is_without_width(text, ems):
    assert width_of(text) == pytest.approx(ems, abs=0.25)  # drawings are of whole pixels


def test_bold_letters_are_wider():
    assert width_of("A" * 100, labelFontWeight="bold") == pytest.approx(72.2, abs=0.25)
    assert width_of("A" * 100, labelFontWeight=700) == pytest.approx(72.2, abs=0.25)
    assert width_of("A" * 100, labelFontWeight=400) == pytest.approx(66.7, abs=0.25)


def test_a_text_that_is_too_long_is_cut_to_its_limit():
    assert ">WWWWW\u2026<" in draw_here(labelled("W" * 40, labelLimit=60))


def test_a_chart_has_the_same_bytes_whatever_was_drawn_before_it():
    clipped = {**DAYS, "mark": {"type": "line", "clip": True}}
    first = draw_here(clipped)
    draw_here({"hconcat": [clipped, clipped]})
    assert draw_here(clipped) == first
    assert Engine().draw(json.dumps(clipped)) == first


def test_charts_of_one_kind_keep_their_own_rows():
    """A plan is used again for other rows, more or fewer or none, and for layers whose rows are the same or not."""
    first, second = [{"x": 1, "y": "a"}, {"x": 2, "y": "b"}], [{"x": 7, "y": "c"}]
    encoding = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "nominal"}}

    def chart(*layers):
        drawn = [{"data": {"values": rows}, "mark": "point", "encoding": encoding} for rows in layers]
        return json.dumps({"title": '\u2063rows "\u2063rows":', "layer": drawn})

    wanted = [chart(first, second), chart(second, first), chart(first, first), chart([], second), chart(first, second * 3)]
    used = Engine()
    assert [used.draw(one) for one in [*wanted, *wanted]] == [Engine().draw(one) for one in wanted] * 2


def test_what_was_refused_once_is_refused_again():
    """The plan of a chart with an error is not kept."""
    wrong = {"data": {"values": [{"x": 1}]}, "mark": "bar", "transform": [{"filter": "datum.x >"}]}
    for _ in range(2):
        with pytest.raises(ValueError, match="can't draw the chart"):
            draw_here(wrong)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_a_day_is_the_same_day_in_every_time_zone_and_the_process_keeps_its_own(zone):
    program = (
        "import os, sys, json; from pmobook.kernels.drawing import draw_here;"
        "sys.stdout.write(draw_here(json.loads(sys.argv[1])) + os.environ['TZ'])"
    )
    command = [sys.executable, "-c", program, json.dumps(DAYS)]
    ran = subprocess.run(command, env={**os.environ, "TZ": zone}, capture_output=True, text=True, encoding="utf-8", check=True)
    assert ran.stdout == draw_here(DAYS) + zone
    assert ran.stderr == ""


def test_texts_stay_texts():
    hostile = "<script>alert(1)</script> \"'&= \U0001f600 \u202e \u2028 \\u0022);throw 1;//"
    svg = draw_here({**labelled(hostile, labelLimit=0), "title": hostile})
    assert "<script" not in svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in svg


@pytest.mark.parametrize("missing", [float("nan"), float("inf"), -float("inf"), None])
def test_a_number_that_is_none_is_missing(missing):
    def bars(share):
        return {**labelled("A"), "data": {"values": [{"area": "A", "share": share}, {"area": "B", "share": 2}]}}

    assert draw_here(bars(missing)) == draw_here(bars(None))


@pytest.mark.parametrize(
    "data",
    [{"url": "http://localhost/shares.csv"}, {"url": "/etc/passwd", "format": {"type": "csv"}}, {"url": "file:///etc/passwd"}],
)
def test_nothing_is_fetched(data):
    with pytest.raises(ValueError, match="a chart draws what it was given and fetches nothing"):
        draw_here({**DAYS, "data": data})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "Invalid specification"),
        ({**DAYS, "transform": [{"calculate": "datum.", "as": "y"}]}, "Vega-Lite can't draw the chart"),
        ({**DAYS, "mark": 7}, "Vega-Lite can't draw the chart"),
        ({**DAYS, "title": {1, 2}}, "a chart is plain texts and numbers.*set"),
    ],
)
def test_what_is_no_chart_is_refused_in_a_sentence(wrong, words):
    with pytest.raises(ValueError, match=words) as refused:
        draw_here(wrong)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("limit", [{"SECONDS_FOR_A_CHART": 0.3}, {"BYTES_FOR_A_CHART": 40 * 2**20}], ids=str)
def test_a_chart_beyond_the_limits_is_given_up_and_the_next_one_is_drawn(monkeypatch, limit):
    before = draw_here(DAYS)
    drawing = Engine()
    with monkeypatch.context() as patch:
        for name, value in limit.items():
            patch.setattr(engines, name, value)
        with pytest.raises(ValueError, match=r"can't be drawn: it took more than [\d.]+ seconds or \d+ MB of memory"):
            drawing.draw(json.dumps(WITHOUT_END))
    assert drawing.draw(json.dumps(DAYS)) == before


def test_a_chart_is_drawn_where_an_event_loop_runs_as_in_a_kernel():
    async def drawn():
        return Engine().draw(json.dumps(DAYS))

    with ThreadPoolExecutor(1) as beside:  # this thread may have a loop of its own
        assert beside.submit(lambda: asyncio.run(drawn())).result() == draw_here(DAYS)


@pytest.mark.parametrize("drawn", ["", "draw_here(chart)"], ids=["draws nothing", "draws"])
def test_a_process_that_has_drawn_and_its_forks_come_to_an_end(drawn):
    program = (
        "import os, sys, json; from pmobook.kernels.drawing import draw_here; chart = json.loads(sys.argv[1]); draw_here(chart)\n"
        f"child = os.fork()\nif not child:\n    {drawn or 'pass'}\n    sys.exit(7)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, json.dumps(DAYS)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stderr) == (7, "")


def test_one_engine_serves_a_process():
    assert engine() is engine()
