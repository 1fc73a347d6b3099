"""How a figure came about as a page: read and drawn beside the server's loop, without a kernel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from pmobook.publish.origins import figure_origin
from pmobook.publish.rendering_notebook import Request
from pmobook.publish.site import Published
from pmobook.publish.static_furniture import render

__all__ = ["render_origin"]


async def render_origin(app: object, request: Request, published: Published) -> AsyncIterator[str]:
    """Give the page that says how a figure came about, in one piece; the server itself isn't needed for it."""
    del app
    body = await asyncio.to_thread(figure_origin, published.engagement, request.address)
    furniture = request.site.furniture(request.site.title(request.address, published.engagement), request.audience)
    yield render("origin.html.j2", furniture, body=body.html).decode()
