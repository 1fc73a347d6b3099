"""Ordinary and warm kernels side by side, in one run: to the first idle, a small notebook, a demo notebook, and memory.

    python benchmarks/kernels.py [ROUNDS]

The machine may be busy, so the ratios count, not the seconds. Each figure is the median of the rounds.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pmobook.kernels.starting import hold
from pmobook.kernels.switch import SWITCH, use_warm_kernels
from pmobook.lean_imports import skip_slow_format_checks

skip_slow_format_checks()

import nbformat  # noqa: E402 - not before the slow checks are skipped
import papermill  # noqa: E402
from jupyter_client.manager import AsyncKernelManager, KernelManager  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "notebooks" / "20_goal_alignment.ipynb"
CELLS = (
    "import numpy, pandas, pyarrow, scipy.stats",
    "from pmobook.show import chart",
    "frame = pandas.DataFrame({'a': range(100)})",
    "frame.describe()",
    "scipy.stats.norm.cdf(1.96)",
)


class _Quiet(AsyncKernelManager):
    """Talks through files, as the runner does: ipykernel warns of anything else."""

    folder = ""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(transport="ipc", ip=f"{self.folder}/{time.monotonic_ns()}", **kwargs)


def start_to_idle(folder: Path) -> float:
    """Return the seconds from asking for a kernel until it answers."""
    started = time.perf_counter()
    manager, client = _start(folder)
    seconds = time.perf_counter() - started
    _end(manager, client)
    return seconds


def private_memory(folder: Path) -> float:
    """Return the megabytes that a kernel needs for itself once it has imported what the notebooks use."""
    manager, client = _start(folder)
    for cell in (*CELLS, "from pmobook.assess import review, portfolio", "from pmobook.inputs import pack"):
        client.execute_interactive(cell, output_hook=lambda _: None, timeout=120)
    rollup = Path(f"/proc/{manager.provisioner.pid}/smaps_rollup").read_text(encoding="utf-8")
    _end(manager, client)
    return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024


def five_cells(_folder: Path) -> float:
    """Return the seconds that papermill takes for five cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return _run(notebook, {})


def demo_notebook(folder: Path) -> float:
    """Return the seconds that papermill takes for a notebook of the demo organisation."""
    given = {"engagement": str(ROOT / "params" / "demo"), "business_unit": "retail", "quarter": "2026Q3"}
    return _run(nbformat.read(DEMO, as_version=4), {**given, "staging": str(folder / "staging")})


def _run(notebook: nbformat.NotebookNode, parameters: dict[str, str]) -> float:
    started = time.perf_counter()
    papermill.execute_notebook(
        notebook,
        None,
        parameters=parameters,
        kernel_name="python3",
        kernel_manager_class=_Quiet,
        progress_bar=False,
        request_save_on_cell_execute=False,
        shutdown_kernel="immediate",
    )
    return time.perf_counter() - started


def _start(folder: Path) -> tuple[KernelManager, object]:
    manager = KernelManager(kernel_name="python3", transport="ipc", ip=str(folder / str(time.monotonic_ns())))
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    return manager, client


def _end(manager: KernelManager, client: object) -> None:
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def main(rounds: int) -> None:
    """Print each measure for both kinds of kernel, and their ratio."""
    hold()
    use_warm_kernels()
    measures: dict[str, tuple[Callable[[Path], float], str]] = {
        "start to first idle": (start_to_idle, "s"),
        "five cells, papermill": (five_cells, "s"),
        f"{DEMO.stem}, papermill": (demo_notebook, "s"),
        "private memory": (private_memory, "MB"),
    }
    with tempfile.TemporaryDirectory(prefix="k") as place:
        folder = Path(place)
        _Quiet.folder = place
        os.environ["IPYTHONDIR"] = str(folder / "ipython")
        started = time.perf_counter()
        os.environ[SWITCH] = "1"
        start_to_idle(folder)
        print(f"the server's start, once          {time.perf_counter() - started:8.2f} s")
        print(f"{'':34}{'ordinary':>10}{'warm':>10}{'ratio':>8}")
        for name, (measure, unit) in measures.items():
            taken: dict[str, list[float]] = {"0": [], "1": []}
            for _ in range(rounds):
                for switch, found in taken.items():
                    os.environ[SWITCH] = switch
                    found.append(measure(folder))
                    time.sleep(0.5)  # a page or a person pauses as well; a spare is made meanwhile
            ordinary, warm = (statistics.median(found) for found in taken.values())
            print(f"{name:34}{ordinary:10.2f}{warm:10.2f}{ordinary / warm:8.1f}  {unit}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
