"""Warm kernels as Jupyter sees them: like ordinary ones, only sooner."""

import logging
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pmobook.kernels import starting


def is_forked(kernel, servers):
    return servers.parent_of(kernel.pid) in servers.processes()


def test_a_kernel_is_forked_and_has_environment_folder_and_umask_of_who_asks(start, servers, tmp_path):
    before = os.umask(0o027)
    try:
        kernel = start(env={**os.environ, "ENGAGEMENT": "ours"}, cwd=str(tmp_path))
    finally:
        os.umask(before)
    assert is_forked(kernel, servers)
    told = kernel.run("import os; print(os.environ['ENGAGEMENT'], os.getcwd(), oct(os.umask(0)), os.getsid(0) == os.getpid())")
    assert told == f"ours {tmp_path} 0o27 True"


def test_nothing_of_one_kernel_reaches_the_next(start, servers):
    """Neither its variables nor its files, but for the way to who draws, where nothing comes back; and chance is drawn anew."""
    first = start(env={**os.environ, "SECRET": "of one client"})
    first.run("secret = 1")
    second = start()
    assert second.run("import os; print('SECRET' in os.environ, 'secret' in globals())") == "False False"
    assert b"SECRET" not in Path(f"/proc/{second.pid}/environ").read_bytes()
    draw = "import random, numpy; print(random.random(), numpy.random.random())"
    drawn = [kernel.run(draw).split() for kernel in (first, second)]
    assert drawn[0][0] != drawn[1][0]
    assert drawn[0][1] != drawn[1][1]
    files = [{str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()} for pid in (first.pid, second.pid)]
    assert any(name.startswith("socket:") for name in files[0])
    shared = {name for name in files[0] & files[1] if name.startswith("socket:")}
    hears = "import socket\nfrom pmobook.kernels import drawing\n[way] = drawing._drawers\n"
    assert second.run(f"{hears}import os; print('socket:[%d]' % os.fstat(way.fileno()).st_ino)") == shared.pop()
    assert second.run(f"{hears}print(way.recv(1))") == "b''"
    assert not shared


def test_an_interrupt_stops_the_cell_and_not_the_kernel(start, servers):
    kernel = start()
    kernel.client.execute("import time\nprint('begun', flush=True)\ntime.sleep(60)", stop_on_error=False)
    servers.wait_for(lambda: "begun" in str(kernel.client.get_iopub_msg(timeout=30)["content"]))
    kernel.manager.interrupt_kernel()
    assert kernel.client.get_shell_msg(timeout=30)["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.run("print(1 + 1)") == "2"


def test_a_restarted_kernel_is_another_one_at_the_same_address(start, servers):
    kernel = start()
    kernel.run("x = 1")
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=30)
    assert kernel.run("print('x' in globals())") == "False"
    assert kernel.manager.provisioner.pid != kernel.pid
    assert servers.parent_of(kernel.manager.provisioner.pid) in servers.processes()


@pytest.mark.parametrize(("ends", "status"), [("os._exit(7)", 7), ("os.kill(os.getpid(), 9)", -signal.SIGKILL)])
def test_how_a_kernel_ended_is_told(start, ends, status, servers):
    kernel = start()
    kernel.client.execute(f"import os; {ends}")
    servers.wait_for(lambda: kernel.process.poll() is not None)
    assert kernel.process.poll() == status
    assert not kernel.manager.is_alive()


def test_the_last_words_of_a_kernel_that_crashes_go_where_an_ordinary_ones_would(start, tmp_path, servers):
    with (tmp_path / "words").open("wb") as words:
        kernel = start(stderr=words)
    kernel.client.execute("import sys, os, time; os.write(2, b'these are last words'); time.sleep(0.5); os._exit(1)")
    servers.wait_for(lambda: kernel.process.poll() is not None)
    assert "these are last words" in (tmp_path / "words").read_text()


def test_kernels_outlive_a_server_that_is_killed_and_their_end_is_still_seen(start, servers):
    kernel = start()
    kernel.run("x = 41")
    server = servers.parent_of(kernel.pid)
    os.kill(server, signal.SIGKILL)
    servers.wait_for(lambda: servers.parent_of(server) is None)
    assert kernel.run("print(x + 1)") == "42"
    another = start()
    assert servers.parent_of(another.pid) not in (server, os.getpid())
    os.kill(kernel.pid, signal.SIGKILL)
    servers.wait_for(lambda: kernel.process.poll() is not None, seconds=5)
    assert another.manager.is_alive()


def test_a_kernel_and_what_it_started_end_with_the_process_that_asked_for_it(servers):
    """However that process ends: here it is killed, and so is the fork server in the second round."""
    script = textwrap.dedent(
        """
        import sys, time
        from jupyter_client import KernelManager
        from pmobook.kernels import starting
        starting._PROGRAM = ["-c", sys.argv[1]]
        manager = KernelManager(kernel_name="pmobook", transport="ipc", ip=sys.argv[2])
        manager.start_kernel()
        client = manager.client(); client.start_channels(); client.wait_for_ready(timeout=30)
        client.execute_interactive("import subprocess; print(subprocess.Popen(['sleep', '99']).pid, flush=True)")
        print(manager.provisioner.pid, flush=True)
        time.sleep(60)
        """
    )
    for kill_server in (False, True):
        asks = [sys.executable, "-c", script, starting._PROGRAM[1], f"{servers.folder}/m{kill_server}"]
        with subprocess.Popen(asks, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as manager:
            try:
                grandchild, kernel = (int(manager.stdout.readline()) for _ in range(2))
                if kill_server:
                    os.kill(servers.parent_of(kernel), signal.SIGKILL)
            finally:
                manager.kill()
        for pid in (kernel, grandchild):
            assert servers.wait_for(lambda pid=pid: servers.parent_of(pid) is None, seconds=10)


@pytest.mark.parametrize(
    "other", [{"PYTHONHASHSEED": "77"}, {"OMP_NUM_THREADS": "4"}, {"LC_ALL": "C"}, {"PYTHONPATH": "elsewhere"}]
)
def test_what_is_read_when_python_starts_needs_an_ordinary_kernel(start, other, servers):
    kernel = start(env={**os.environ, **other})
    assert servers.parent_of(kernel.pid) == os.getpid()
    [(name, value)] = other.items()
    assert kernel.run(f"import os; print(os.environ[{name!r}])") == value


def test_the_switch_leaves_everything_ordinary(start, servers, monkeypatch):
    monkeypatch.setenv("PMOBOOK_WARM_KERNELS", "0")
    assert servers.parent_of(start().pid) == os.getpid()
    assert not list(servers.folder.glob("pmobook-kernels*"))


def test_a_server_with_threads_does_not_fork_and_that_is_said_once(start, servers, caplog):
    thread = (
        "import threading\nfork_server.preload = lambda: threading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    servers.be(before=thread)
    with caplog.at_level(logging.WARNING, logger="pmobook.kernels"):
        kernels = [start(), start()]
    assert [servers.parent_of(kernel.pid) for kernel in kernels] == [os.getpid()] * 2
    [said] = [record.getMessage() for record in caplog.records if record.name == "pmobook.kernels"]
    assert said.startswith("Kernels are ordinary ones, which start more slowly: the fork server has threads besides its own (")


def test_a_server_whose_children_fail_says_where_to_look_and_kernels_are_ordinary(start, servers, caplog):
    servers.be(before="from pmobook.kernels.application import TwoStepKernel\ndel TwoStepKernel.prepare")
    with caplog.at_level(logging.WARNING, logger="pmobook.kernels"):
        assert servers.parent_of(start().pid) == os.getpid()
    log = next(servers.folder.rglob("*.log"))
    assert f"a kernel could not be prepared; see {log}" in caplog.text
    assert "AttributeError" in log.read_text()


def test_a_server_that_dies_before_it_answers_costs_nothing_but_time(start, servers, caplog):
    servers.be(before="fork_server.preload = lambda: sys.exit(1)")
    with caplog.at_level(logging.WARNING, logger="pmobook.kernels"):
        assert servers.parent_of(start().pid) == os.getpid()
    assert "which start more slowly: their server " in caplog.text
