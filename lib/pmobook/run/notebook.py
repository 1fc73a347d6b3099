"""Executing one notebook through papermill, and saying why it failed in words its reader can use."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers
from papermill.iorw import load_notebook_node
from traitlets import default

from pmobook.kernels.readiness import PromptClient
from pmobook.kernels.switch import use_warm_kernels
from pmobook.record.durable import replace_file
from pmobook.record.place import Place
from pmobook.record.remote import StorageRefuses
from pmobook.record.staging import read_staged
from pmobook.run.job import EXECUTED, Job, JobResult, now
from pmobook.run.memory import KernelWatch
from pmobook.vocabulary import quoted

__all__ = ["execute"]


_ENGINE = "pmobook"
_FOR_THE_READER = {"PmobookError", "ProblemsFound", "StorageRefuses"}
_OUTPUT_TIMEOUT = 60
_LONGEST_SOCKET_NAME = 96  # systems cut them at 104 to 108, and each socket adds a number


class _KernelDied(Exception):
    """The kernel ended by itself, or never came up; it may be worth another try."""


class _Stopped(Exception):
    """The notebook failed; the text says why."""


class _KernelManager(AsyncKernelManager):
    """Talks to kernels through files where it can.

    Ports are chosen before the kernel binds them, and with several kernels starting at once two can get the same.
    """

    @default("client_factory")
    def _choose_client(self) -> type[PromptClient]:
        return PromptClient

    async def _async_post_start_kernel(self, **kwargs: Any) -> None:  # noqa: ANN401 - what jupyter_client was given
        await super()._async_post_start_kernel(**kwargs)
        _under_way.kernel = "warm" if getattr(self.provisioner, "is_warm", False) else "ordinary"
        if pid := getattr(self.provisioner, "pid", None):
            _under_way.watch.begin(pid)

    post_start_kernel = _async_post_start_kernel

    @default("transport")
    def _choose_transport(self) -> str:
        return "ipc" if sys.platform != "win32" and len(_socket_name()) < _LONGEST_SOCKET_NAME else "tcp"

    @default("ip")
    def _choose_address(self) -> str:
        return _socket_name() if self.transport == "ipc" else "127.0.0.1"


def _socket_name() -> str:
    """Return a new name for a kernel's sockets, in the worker's own folder."""
    return str(Path(os.environ.get("JUPYTER_RUNTIME_DIR", tempfile.gettempdir())) / secrets.token_hex(8))


class _Engine(NBClientEngine):  # type: ignore[misc]  # untyped
    """Papermill's own engine; hands out the notebook even if its kernel dies, which papermill doesn't."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:  # noqa: ANN401
        hand_out: Callable[[NotebookNode], None] = kwargs.pop("hand_out")
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        finally:
            hand_out(nb_man.nb)


papermill_engines.register(_ENGINE, _Engine)


@dataclass
class _UnderWay:
    """What is known of the kernel of the notebook under way: a worker executes one at a time."""

    watch: KernelWatch
    kernel: str = ""


_under_way = _UnderWay(KernelWatch(float("inf")))


def execute(job: Job) -> JobResult:
    """Execute a notebook; one whose kernel dies begins again as often as its limits say.

    Returns
    -------
    JobResult
        With results and executed notebook in place, or with the reason of the failure and the notebook as far as it
        got kept apart.
    """
    started = now()
    reason, peak, attempt = "", 0.0, 0
    for attempt in range(1, job.limits.retries + 2):
        _under_way.watch, _under_way.kernel = KernelWatch(job.limits.memory), ""
        try:
            _execute_once(job)
            job.failed.unlink(missing_ok=True)
            reason = ""
        except (_Stopped, StorageRefuses) as stopped:
            reason = str(stopped)
        except _KernelDied as died:
            often = "once" if attempt == 1 else f"{attempt} times"
            reason = f"{died}, {often}. The machine may be short of memory. As far as it got: {job.failed_shown_as}"
            continue
        finally:
            _under_way.watch.stop()
            peak = max(peak, _under_way.watch.peak)
        break
    return JobResult(job, reason, started, now(), attempts=attempt, memory=peak, kernel=_under_way.kernel)


def _execute_once(job: Job) -> None:
    use_warm_kernels()
    kept: list[NotebookNode] = []
    try:
        # The notebook is passed as what it is and not as a path: papermill formats paths with the parameters.
        papermill.execute_notebook(
            load_notebook_node(str(job.source)),
            None,
            parameters=dict(job.parameters),
            engine_name=_ENGINE,
            kernel_name="python3",
            language="python",
            request_save_on_cell_execute=False,
            progress_bar=False,
            log_output=False,
            start_timeout=job.limits.start,
            execution_timeout=job.limits.cell,
            iopub_timeout=_OUTPUT_TIMEOUT,
            shutdown_kernel="immediate",
            kernel_manager_class=_KernelManager,
            resources={"metadata": {"path": str(job.source.parent)}},
            hand_out=kept.append,
        )
    except PapermillExecutionError as error:
        remove_error_markers(kept[-1])  # papermill's own, which also move the cell it names
        _keep_failed(job, kept, _words(job, error, kept[-1].cells[error.cell_index]))
    except CellTimeoutError:
        cell = _running_cell(kept)
        _keep_failed(job, kept, f"{cell} took longer than {job.limits.cell} seconds. As far as it got: {job.failed_shown_as}")
    except DeadKernelError:
        if _under_way.watch.has_ended_it:
            _keep_failed(job, kept, _words_of_memory(job, _running_cell(kept)))
        _keep_failed(job, kept, f"The notebook's kernel died in {_running_cell(kept)}", _KernelDied)
    except RuntimeError as error:
        # jupyter_client has no error of its own for a kernel that doesn't come up
        if "Kernel" not in str(error):
            raise
        _keep_failed(job, kept, "The notebook's kernel did not start", _KernelDied)
    if read_staged(job.staged) is None:
        _keep_failed(job, kept, f"An error of ours: the notebook ended without recording results. See {job.failed_shown_as}")
    _name_paths(kept[-1], job)
    _write(kept[-1], job.staged / EXECUTED)


def _words(job: Job, error: PapermillExecutionError, cell: NotebookNode) -> str:
    """Return why a cell failed: its message if it was written for the reader, else where to look."""
    if error.ename in _FOR_THE_READER:
        return str(error.evalue)
    what = f"{error.ename}: {quoted(error.evalue)}" if error.evalue else str(error.ename)
    return f"An error of ours in {_cell_name(cell)} ({what}). As far as it got: {job.failed_shown_as}"


def _words_of_memory(job: Job, cell: str) -> str:
    return (
        f"The notebook's kernel took more than {job.limits.memory:,.0f} MB of memory in {cell} and was ended. "
        f"params/method/running.yaml, memory_for_notebook, sets how much it may take. As far as it got: {job.failed_shown_as}"
    )


def _running_cell(kept: list[NotebookNode]) -> str:
    """Name the last cell that began."""
    begun = [cell for node in kept[-1:] for cell in node.cells if cell.metadata.get("papermill", {}).get("start_time")]
    return _cell_name(begun[-1]) if begun else "its first cell"


def _cell_name(cell: NotebookNode) -> str:
    tags = cell.metadata.get("tags", [])
    return f"cell {tags[0]}" if tags else f"the cell that begins {quoted(cell.source.splitlines()[0] if cell.source else '')}"


def _keep_failed(job: Job, kept: list[NotebookNode], reason: str, kind: type[Exception] = _Stopped) -> None:
    """Save the notebook as far as it got, with the reason on top, and raise it."""
    if kept:
        node = kept[-1]
        _name_paths(node, job)
        text = "\n".join(f"    {line}" for line in reason.splitlines())
        note = nbformat.v4.new_markdown_cell(f"**This notebook stopped.**\n\n{text}")  # type: ignore[no-untyped-call]
        node.cells.insert(0, note)
        _write(node, job.failed)
    raise kind(reason)


def _write(node: NotebookNode, path: Place) -> None:
    replace_file(path, nbformat.writes(node).encode())  # type: ignore[no-untyped-call]


def _name_paths(node: NotebookNode, job: Job) -> None:
    """Say which notebook this is a run of, without the folders of this machine."""
    node.metadata.papermill["input_path"] = job.source.name
    node.metadata.papermill["output_path"] = None
