"""Names of a static site's files, and links of the scorecards led to them instead of to a server."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs

from pmobook.publish.addresses import PageAddress

__all__ = ["CONTENTS", "INDEX", "NEEDS_SERVER", "file_name", "lead_links"]

INDEX = "index.html"
CONTENTS = "contents.html"
NEEDS_SERVER = "needs_server.html"

# What people wrote is escaped on a page, so that "<a" and the quote stand only where the workbook wrote them.
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')
_ELSEWHERE = re.compile(r"#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FILTERS = re.compile(r'<form class="pmo-filters".*?</form>', re.DOTALL)


def file_name(address: PageAddress) -> str:
    """Return the name of a page's file; it is good on every system and never one that Windows keeps for itself."""
    beside = f"beside-{address.beside}" if address.beside else ""
    parts = (address.page, address.business_unit, str(address.quarter), address.figure, beside)
    return "-".join(filter(None, parts)) + ".html"


def lead_links(page: str, target: Callable[[str, str | None, str | None, str | None], str], filters: str) -> str:
    """Lead a page's links to files and replace its filters.

    Parameters
    ----------
    page
        HTML of a scorecard.
    target
        Given a page's name, and the business unit, quarter and figure that its address names, returns the file to open.
    filters
        What stands in place of the form that asks the server.
    """

    def led(found: re.Match[str]) -> str:
        before, address, after = found.groups()
        plain = html.unescape(address)
        if _ELSEWHERE.match(plain):
            return found[0]
        name, _, query = plain.partition("?")
        query, mark, fragment = query.partition("#")
        given = parse_qs(query)
        file = target(name.strip("/"), *(given.get(key, [None])[0] for key in ("business_unit", "quarter", "figure")))
        return f"{before}{html.escape(file + mark + fragment)}{after}"

    return _FILTERS.sub(lambda _: filters, _LINK.sub(led, page))
