"""What a timer calls says what it did and ends with a status that the timer can act on."""

import io

import pytest
from rich.console import Console

from pmobook.terminal_rerun import LateProgress


@pytest.fixture
def folder(tmp_path, call):
    """A new engagement, nobody's pack in; it tells a file."""
    place = tmp_path / "client"
    call("init", place, "--organisation", "Client", "--business-unit", "retail")
    with (place / "engagement.yaml").open("a") as file:
        file.write(
            "calendar: {fiscal_year_starts: Apr, wait_until_days: 25}\nnotify: [{kind: file, path: news.txt, format: text}]\n"
        )
    return place


def test_before_the_due_date_it_says_when_and_asks_to_be_called_again(folder, call):
    status, printed = call("rerun", folder, "--now", "2026-10-14")
    assert status == 3
    assert (
        "FY2026/27 Q2 (July\N{EN DASH}September 2026): not due yet; its packs are due on 15 October 2026. 0 of 1 are in."
        in printed
    )


def test_while_packs_are_awaited_it_names_them(folder, call):
    status, printed = call("rerun", folder, "--now", "2026-10-25")
    assert (status, "waiting until 25 October 2026 for the packs of retail" in printed) == (3, True)


def test_when_nobody_handed_in_it_fails_and_tells(folder, call):
    status, printed = call("rerun", folder, "--now", "2026-10-26T08:00")
    assert status == 4
    assert "Told by file news.txt (message 2026Q3_nothing_handed_in)." in printed
    assert "Client, 2026Q3: nobody handed in a pack" in (folder / "news.txt").read_text(encoding="utf-8")


def test_a_dry_run_says_what_would_be_done_and_leaves_no_trace(folder, call):
    before = sorted(folder.rglob("*"))
    status, printed = call("rerun", folder, "--now", "2026-10-26", "--dry-run")
    assert status == 0
    assert "Nothing would be run (exit status 4).\nNews would go by file news.txt.\n" in printed
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--now", "soon"], "'soon' is neither a day nor a moment"),
        (["--now", "2026-10-26", "--wait"], "give one of them"),
        (["--quarter", "2026Q5"], "is not a quarter"),
    ],
)
def test_what_can_not_be_understood_is_told(folder, call, options, said):
    status, printed = call("rerun", folder, *options)
    assert (status, said in printed) == (1, True)


def test_a_bar_shows_only_once_there_is_something_to_run(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    with LateProgress(console) as bar:
        bar.started("retail", "10_maturity")
        assert console.file.getvalue() == ""
        bar.planned(2)
        assert "Rerun" in console.file.getvalue()
