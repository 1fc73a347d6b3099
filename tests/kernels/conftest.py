"""A fork server of each test's own, that imports no more than a kernel needs, and no process left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

if sys.platform != "linux":
    pytest.skip("kernels are forked on Linux only", allow_module_level=True)

from jupyter_client import KernelManager

from pmobook.kernels import provisioner, starting

PROGRAM = """\
import sys
from pmobook.kernels import fork_server
def only_the_kernel():
    import ipykernel.kernelapp, numpy
fork_server.preload = only_the_kernel
fork_server._SECONDS_BETWEEN_LOOKS_AT_LIBRARIES = 0.1
{before}
fork_server.main(sys.argv[1:])
"""
DEADLINE = 30


def wait_for(condition, seconds=DEADLINE):
    """Wait until something holds; a test never waits for ever."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "it did not come to pass in time"
        time.sleep(0.02)
    return found


def parent_of(pid):
    """Return a process's parent; None if there is no such process, or it has ended."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] == "Z" else int(fields[1])
    return None


class Servers:
    """What runs for one folder of sockets."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.monkeypatch = folder, monkeypatch

    def be(self, before="", idle="1"):
        """Say what the next server does before it serves, and how long it stays."""
        self.monkeypatch.setattr(starting, "_PROGRAM", ["-c", PROGRAM.format(before=before)])
        self.monkeypatch.setenv(starting.IDLE, idle)

    def processes(self):
        """Return the server and all that it has forked."""
        mark = f"XDG_RUNTIME_DIR={self.folder}\0".encode()
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                is_ours = entry.name.isdigit() and mark in (entry / "environ").read_bytes() + b"\0"
                arguments = (entry / "cmdline").read_bytes().split(b"\0") if is_ours else []
                if len(arguments) > 4 and b"fork_server" in arguments[2] and arguments[3].isdigit():
                    found.append(int(entry.name))
        return found

    parent_of = staticmethod(parent_of)
    wait_for = staticmethod(wait_for)

    def end(self):
        """End whatever is left."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def servers(monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="k"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "j"))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "i"))
    monkeypatch.delenv("PMOBOOK_WARM_KERNELS", raising=False)
    monkeypatch.setattr(starting, "_held", [])
    monkeypatch.setattr(provisioner, "_trouble", provisioner._Trouble())
    made = Servers(folder, monkeypatch)
    made.be()
    yield made
    starting._let_go()
    try:
        wait_for(lambda: not made.processes())
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def start(servers):
    """Start kernels that are ended with the test; ``run`` returns what a cell printed."""
    started = []

    def begin(name="pmobook", **options):
        manager = KernelManager(kernel_name=name, transport="ipc", ip=f"{servers.folder}/{len(started)}")
        manager.start_kernel(**options)
        client = manager.client()
        started.append((manager, client))
        client.start_channels()
        client.wait_for_ready(timeout=DEADLINE)

        def run(code):
            printed = []
            reply = client.execute_interactive(
                code, timeout=DEADLINE, output_hook=lambda message: printed.append(message["content"].get("text", ""))
            )
            return "".join(printed).strip() if reply["content"]["status"] == "ok" else reply["content"]["ename"]

        return SimpleNamespace(
            manager=manager, client=client, run=run, process=manager.provisioner.process, pid=manager.provisioner.pid
        )

    yield begin
    for manager, client in started:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        manager.cleanup_resources()
        manager.context.destroy(linger=0)
