"""The scorecards beside stock Voila on the same notebooks, in one run: first screen, weight, controls, viewers, memory.

    python benchmarks/pages.py [ROUNDS]

It opens the demo's results in a real Chromium, so run ``make demo SERVE=0`` before. The machine may be busy, so the ratios
count, not the seconds. Each time is the median of the rounds; every page is opened by a browser that has kept nothing.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from serving import ROOT, kernels_memory, ours, private_memory, stock

sys.path.insert(0, str(ROOT / "tests" / "browser"))
from provide import FLAGS, find

DEMO = ROOT / "params" / "demo"
SCORECARD = ROOT / "notebooks" / "scorecards" / "enterprise.ipynb"
WHAT_IF = ROOT / "notebooks" / "scorecards" / "portfolio_what_if.ipynb"
BUSINESS_UNITS = ("retail", "technology", "manufacturing", "corporate", "supply_chain", "customer_services")
VIEWERS = 30
LIVE_VIEWERS = 3
_MILLISECONDS = 180_000


@dataclass
class Opened:
    """What it took to open a page: seconds until something showed, and kilobytes on the wire until it had loaded."""

    seconds: float
    kilobytes: float


def open_page(browser: Browser, address: str, shows: str) -> tuple[Opened, Page]:
    """Open a page in a browser that has kept nothing and wait until `shows`, a CSS selector, is to be seen."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    wire = page.context.new_cdp_session(page)
    weights: list[float] = []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    wire.on("Network.webSocketFrameReceived", lambda event: weights.append(len(event["response"]["payloadData"])))
    started = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=_MILLISECONDS)
    page.locator(shows).first.wait_for(state="visible", timeout=_MILLISECONDS)
    seconds = time.perf_counter() - started
    page.wait_for_load_state("load", timeout=_MILLISECONDS)
    page.wait_for_timeout(200)  # what has come by now is told in events of its own
    return Opened(seconds, sum(weights) / 1000), page


def opened_often(browser: Browser, address: str, shows: str, rounds: int) -> Opened:
    """Return the median of several openings."""
    found = []
    for _ in range(rounds):
        opened, page = open_page(browser, address, shows)
        found.append(opened)
        page.goto("about:blank")
        page.context.close()
    return Opened(statistics.median(each.seconds for each in found), statistics.median(each.kilobytes for each in found))


def viewers_at_once(address: str) -> list[float]:
    """Return the seconds each of thirty viewers waits, all asking at the same moment; a page that isn't served ends it."""
    pages = [f"{address}enterprise", *(f"{address}business_unit?business_unit={unit}" for unit in BUSINESS_UNITS)]

    def ask(viewer: int) -> float:
        started = time.perf_counter()
        with urllib.request.urlopen(pages[viewer % len(pages)], timeout=180) as answer:  # noqa: S310 - our own server
            if b"<h1>" not in answer.read():
                sys.exit(f"viewer {viewer} was served no scorecard")
        return time.perf_counter() - started

    with ThreadPoolExecutor(VIEWERS) as pool:
        return sorted(pool.map(ask, range(VIEWERS)))


def memory_of_viewers(browser: Browser, address: str, process: int, shows: str) -> float:
    """Return the megabytes that each viewer who has a page open costs the server and its kernels."""
    before = private_memory(process) + kernels_memory()
    pages = [open_page(browser, address, shows)[1] for _ in range(LIVE_VIEWERS)]
    after = private_memory(process) + kernels_memory()
    for page in pages:
        page.goto("about:blank")
        page.context.close()
    return (after - before) / LIVE_VIEWERS


def _line(name: str, theirs: float, mine: float, unit: str) -> None:
    ratio = f"{theirs / mine:8.1f}" if mine > 0 else f"{'':>8}"
    print(f"{name:44}{theirs:12.2f}{mine:12.2f}{ratio}  {unit}", flush=True)


def scorecards(browser: Browser, rounds: int) -> None:
    """Print the enterprise scorecard's first screen and weight, and what thirty viewers at once wait and cost."""
    with stock(SCORECARD) as (address, process):
        theirs = opened_often(browser, address, "h1", rounds)
        their_memory = memory_of_viewers(browser, address, process, "h1")
    shutil.rmtree(DEMO / "results" / "pages", ignore_errors=True)  # else the first viewer is shown what is kept
    with ours("serve", str(DEMO)) as (address, process):
        first, page = open_page(browser, f"{address}enterprise", "h1")
        page.context.close()
        other, page = open_page(browser, f"{address}enterprise?only=retail&only=technology", "h1")
        page.context.close()
        mine = opened_often(browser, f"{address}enterprise", "h1", rounds)
        viewers_at_once(address)  # each page is rendered once, by whoever asks first
        before = private_memory(process) + kernels_memory()
        waits = viewers_at_once(address)
        my_memory = (private_memory(process) + kernels_memory() - before) / VIEWERS
    _line("scorecard, first screen", theirs.seconds, mine.seconds, "s")
    _line("scorecard, weight", theirs.kilobytes, mine.kilobytes, "kB")
    _line("scorecard, memory of a viewer", their_memory, max(my_memory, 0.0), "MB")
    print(f"scorecard, a first viewer, nothing kept yet {first.seconds:21.2f} s")
    print(f"scorecard, a choice that nobody has made before {other.seconds:17.2f} s")
    print(f"{VIEWERS} viewers at once: 95 % within {waits[int(0.95 * VIEWERS)]:.2f} s, the last after {waits[-1]:.2f} s")


def what_if(browser: Browser, rounds: int) -> None:
    """Print when the what-if's controls are live, what came over the wire by then, and what a viewer costs."""
    theirs_live, live = "[role=slider], .noUi-handle", "#pmo-live:not([disabled]) input[type=range]"
    with stock(WHAT_IF) as (address, process):
        theirs = opened_often(browser, address, theirs_live, rounds)
        their_memory = memory_of_viewers(browser, address, process, theirs_live)
    with ours("what-if", str(DEMO), "--business-unit", BUSINESS_UNITS[0]) as (address, process):
        shown = opened_often(browser, address, "h1", rounds)
        mine = opened_often(browser, address, live, rounds)
        my_memory = memory_of_viewers(browser, address, process, live)
    _line("what-if, first screen", theirs.seconds, shown.seconds, "s")
    _line("what-if, controls live", theirs.seconds, mine.seconds, "s")
    _line("what-if, weight", theirs.kilobytes, mine.kilobytes, "kB")
    _line("what-if, memory of a viewer", their_memory, my_memory, "MB")


def main(rounds: int) -> None:
    """Print every measure for both servers, and their ratio."""
    if not (DEMO / "results").is_dir():
        sys.exit("params/demo has no results yet: run `make demo SERVE=0`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        print(f"{'':44}{'stock Voila':>12}{'pmobook':>12}{'ratio':>8}")
        scorecards(browser, rounds)
        what_if(browser, rounds)
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
