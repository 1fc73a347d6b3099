"""A scorecard's notebook executed and turned into a page, by Voila, in a kernel that ends with the page."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import nbformat
from voila.notebook_renderer import NotebookRenderer

from pmobook.publish.addresses import PageAddress
from pmobook.publish.notebooks import with_parameters
from pmobook.publish.renderings import Incomplete
from pmobook.publish.site import Audience, Published, Site

__all__ = ["Request", "inject_parameters", "render_page"]

_ATTEMPTS = 3


@dataclass(frozen=True)
class Request:
    """What Voila hands to `inject_parameters`: a page whose address has been checked."""

    site: Site
    address: PageAddress
    audience: Audience


def inject_parameters(req: Request, notebook: Any, cwd: str) -> Any:  # noqa: ANN401 - Voila's names; nbformat has no types
    """Give a notebook its parameters; the engagement's folder comes from the server, never from a viewer."""
    del cwd
    parameters = {"engagement": str(req.site.folder), **req.address.parameters()}
    if req.audience.shown:
        parameters["shown"] = " ".join(req.audience.shown)
    return with_parameters(notebook, parameters)


class _Renderer(NotebookRenderer):  # type: ignore[misc]  # voila has no types
    """Voila's renderer, with a kernel of its own; it remembers whether a cell failed."""

    def __init__(self, app: Any, request: Request) -> None:  # noqa: ANN401 - voila has no types
        super().__init__(
            request_handler=request,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=f"{request.address.page}.ipynb",
            template_paths=app.template_paths,
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            base_url=app.base_url,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config={},
        )
        self.log = app.log  # on its own it would log to nobody
        self.kernels = app.kernel_manager
        self.own_kernel = ""
        self.failed = False

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:  # noqa: ANN401
        """Start a kernel when the template has come to it, again if another program took its port meanwhile."""
        del kernel_id, kernel_future
        for remaining in reversed(range(_ATTEMPTS)):
            self.own_kernel = await self.kernels.start_kernel(
                kernel_name=nb.metadata.kernelspec.name, path="", env={**os.environ}
            )
            try:
                await super()._jinja_kernel_start(nb, self.own_kernel, self.kernels.get_kernel(self.own_kernel))
            except RuntimeError:
                await self.end_kernel()
                if not remaining:
                    raise
            else:
                break
        self._log_what_fails_alone()
        return self.own_kernel

    async def end_kernel(self) -> None:
        """End the kernel: no scorecard holds a widget, so once its page is there it has nothing left to do."""
        if self.own_kernel in self.kernels:
            await self.kernels.shutdown_kernel(self.own_kernel, now=True)

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:  # noqa: ANN401
        seen = 0
        async for cell in super()._jinja_cell_generator(nb, kernel_id):
            seen += 1
            self.failed = self.failed or _has_failed(cell)
            yield cell
        self.failed = self.failed or seen < len(nb.cells)

    def _log_what_fails_alone(self) -> None:
        """Tell the operator why a section failed that leaves the rest of its page: Voila only hides that from readers."""
        hide = self.executor.strip_code_cell_errors

        def log_and_hide(cell: Any) -> Any:  # noqa: ANN401 - nbformat has no types
            if "raises-exception" in cell.metadata.get("tags", ()):
                for output in cell.get("outputs", ()):
                    if output["output_type"] == "error":
                        self.log.error(
                            "A section of the page, %s, failed: %s", cell.get("id", ""), "\n".join(output["traceback"])
                        )
            return hide(cell)

        self.executor.strip_code_cell_errors = log_and_hide


def _has_failed(cell: nbformat.NotebookNode) -> bool:
    """Say whether a cell failed: Voila replaces the traceback by a line on the error stream and drops warnings from it."""
    outputs = cell.get("outputs", ())
    return any(output["output_type"] == "error" or output.get("name") == "stderr" for output in outputs)


async def render_page(app: Any, request: Request, published: Published) -> AsyncIterator[str]:  # noqa: ANN401
    """Execute a scorecard's notebook and give its page piece by piece; the first comes before the kernel has started.

    Raises
    ------
    Incomplete
        At the end, if a cell failed; the page says so in its place.
    """
    renderer = _Renderer(app, request)
    await renderer.initialize()
    title = request.site.title(request.address, published.engagement)
    renderer.resources["pmobook"] = request.site.furniture(title, request.audience)
    try:
        async for piece, _ in renderer.generate_content_generator():
            yield piece
    finally:
        await renderer.end_kernel()
    if renderer.failed:
        raise Incomplete
