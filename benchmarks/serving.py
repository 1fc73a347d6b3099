"""Servers that the benchmarks open in a browser: ours, and stock Voila on the same notebook with ordinary kernels."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["ROOT", "free_port", "kernels_memory", "ours", "private_memory", "stock"]

ROOT = Path(__file__).resolve().parents[1]
_SECONDS_TO_START = 120
_OURS = "from pmobook.cli import app; app()"


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextlib.contextmanager
def ours(*arguments: str) -> Iterator[tuple[str, int]]:
    """Run a command of ours that serves; give its address and process."""
    port = free_port()
    command = [sys.executable, "-c", _OURS, *arguments, "--port", str(port), "--no-browser"]
    with _running(command, f"http://127.0.0.1:{port}/", {}) as served:
        yield served


@contextlib.contextmanager
def stock(notebook: Path) -> Iterator[tuple[str, int]]:
    """Serve one notebook by Voila as it comes; give its address and process."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
    with _running(command, f"http://127.0.0.1:{port}/", {"PMOBOOK_WARM_KERNELS": "0"}) as served:
        yield served


@contextlib.contextmanager
def _running(command: list[str], address: str, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    said = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env={**os.environ, **environment}, **said)  # type: ignore[call-overload]
    try:
        _await(server, int(address.rsplit(":", 1)[1].strip("/")))
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server listens; Voila renders a page at each request, so none is made."""
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    sys.exit("a server did not start; run it by hand to see why")


def private_memory(process: int) -> float:
    """Return the megabytes that a process and those it started have for themselves."""
    return sum(map(_private, _family(process)))


def kernels_memory() -> float:
    """Return the megabytes that the warm kernels and their server have for themselves."""
    return sum(_private(int(name.name)) for name in Path("/proc").iterdir() if name.name.isdigit() and _is_kernel(name))


def _is_kernel(place: Path) -> bool:
    with contextlib.suppress(OSError):
        return str(ROOT) in (said := (place / "cmdline").read_text(encoding="utf-8")) and "pmobook.kernels" in said
    return False


def _family(process: int) -> list[int]:
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in task.read_text(encoding="utf-8").split():
                found += _family(int(child))
    return found


def _private(process: int) -> float:
    with contextlib.suppress(OSError):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
        return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")) / 1024
    return 0.0
