"""Links on a page that hold a file, so that it can be kept without a server."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable

from pmobook.show.exhibit import Exhibit

__all__ = ["links_to_keep"]


def links_to_keep(files: Iterable[tuple[str, str, str, str]]) -> Exhibit:
    """Show a link for each file given as name, media type, words of the link, and text."""
    links = " · ".join(
        f'<a download="{html.escape(file)}" href="data:{kind};charset=utf-8;base64,'
        f'{base64.b64encode(text.encode("utf-8", "replace")).decode()}">{html.escape(words)}</a>'
        for file, kind, words, text in files
    )
    return Exhibit(f'<p class="pmo-downloads">{links}</p>')
