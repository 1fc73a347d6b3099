"""A page drawn from what is recorded, exhibit by exhibit, by this process: without a kernel."""

from __future__ import annotations

import functools
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from pmobook.assess.results import TABLES_READ, Results
from pmobook.language import say
from pmobook.publish.addresses import ORIGIN, PageAddress
from pmobook.publish.exhibits import drawn_at, places, scorecard_of
from pmobook.publish.origins import figure_origin
from pmobook.publish.renderings import Incomplete
from pmobook.publish.site import Published
from pmobook.publish.static_furniture import render
from pmobook.record.store import open_store

__all__ = ["page_pieces"]

_READERS = ("pmobook.method", "pmobook.inputs", "pmobook.assess", "pmobook.show")
"""Where functions remember what they read of the method, or worked out from it."""

_one_reads = threading.Lock()
_method_read: list[str] = []


def page_pieces(published: Published, address: PageAddress, shown: tuple[str, ...], log: logging.Logger) -> Iterator[str]:
    """Give a page without what stands around it, from top to bottom, each exhibit once it is drawn.

    Parameters
    ----------
    published
        The engagement and what is published of it.
    address
        The page, checked.
    shown
        Ids of the business units that its readers may see; all of them if empty.
    log
        Told why an exhibit could not be drawn.

    Raises
    ------
    Incomplete
        At the end, if an exhibit failed; the page says so in its place.
    """
    _read_the_method_anew(published.method)
    engagement = published.engagement.restricted_to(shown)
    if address.page == ORIGIN:
        yield figure_origin(engagement, address).html
        return
    try:
        with _one_reads:  # whoever comes second finds them read
            results = _results(engagement.folder, published.publication)
        scorecard = scorecard_of(engagement, results, address)
    except Exception:
        log.exception("The page %s could not be put together", address)
        yield _failed(f"{address.page}-load", alone=False)
        raise Incomplete from None
    whole = True
    for place in places(address.page):
        try:
            yield f"{drawn_at(place, scorecard)}\n"
        except Exception:
            log.exception("A section of the page, %s, failed", place.cell)
            whole = False
            yield _failed(f"{address.page}-{place.cell}", alone=True)
    if not whole:
        raise Incomplete


@functools.lru_cache(maxsize=1)
def _results(folder: Path, publication: str) -> Results:
    """Read what is published, once for all pages of a publication."""
    del publication
    store = open_store(folder)
    return Results(quarters=store.quarters(), **store.tables(TABLES_READ))


def _read_the_method_anew(digest: str) -> None:
    """Forget what was read of the method's files if they are others now: a server lives longer than they need to stay so."""
    with _one_reads:
        if _method_read == [digest]:
            return
        for name, module in [*sys.modules.items()]:
            if name.startswith(_READERS):
                for known in [*vars(module).values()]:
                    if callable(forget := getattr(known, "cache_clear", None)):
                        forget()
        _method_read[:] = [digest]


def _failed(reference: str, *, alone: bool) -> str:
    return render("failed.html.j2", {"say": say}, reference=reference, alone=alone).decode()
