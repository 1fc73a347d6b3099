"""One fork server, however many look for it, for as long as it is wanted and up to date."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from pmobook.kernels import starting
from pmobook.kernels.refusal import Unavailable

MARKED = """\
from pathlib import Path
fork_server.libraries = lambda: Path({mark!r}).read_text()
"""


def the_servers(servers):
    """Return the processes that were forked by none of the others."""
    running = servers.processes()
    return [pid for pid in running if servers.parent_of(pid) is not None and servers.parent_of(pid) not in running]


def test_two_who_start_it_at_once_get_the_same_one(servers):
    """Eight threads here and two processes beside them."""
    script = (
        "import sys, time\nfrom pmobook.kernels import starting\nstarting._PROGRAM = ['-c', sys.argv[1]]\n"
        "starting.hold()\nprint('held', flush=True)\ntime.sleep(30)"
    )
    asks = [sys.executable, "-c", script, starting._PROGRAM[1]]
    others = [subprocess.Popen(asks, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    connections = []
    starters = [threading.Thread(target=lambda: connections.append(starting.connect())) for _ in range(8)]
    try:
        for starter in starters:
            starter.start()
        for starter in starters:
            starter.join(30)
        assert [other.stdout.readline() for other in others] == ["held\n"] * 2
        assert len(connections) == 8
        servers.wait_for(lambda: the_servers(servers))
        time.sleep(0.3)
        assert len(the_servers(servers)) == 1
    finally:
        for other in others:
            other.kill()
            other.communicate()
        for connection in connections:
            connection.close()


def test_it_ends_when_its_last_client_has_been_gone_for_a_while_and_takes_its_socket_along(servers):
    servers.be(idle="0.3")
    with starting.connect():
        servers.wait_for(lambda: the_servers(servers))
        time.sleep(1.5)
        assert the_servers(servers)
    servers.wait_for(lambda: not servers.processes())
    assert not list(servers.folder.rglob("*.socket"))


def test_a_socket_whose_server_was_killed_is_replaced(servers):
    starting.connect().close()
    [server] = servers.wait_for(lambda: the_servers(servers))
    os.kill(server, signal.SIGKILL)
    servers.wait_for(lambda: not servers.processes())
    assert starting.socket_path().exists()
    with starting.connect():
        servers.wait_for(lambda: the_servers(servers))


def test_when_the_libraries_change_the_next_kernel_comes_from_a_new_server_and_the_old_one_goes(servers, start, monkeypatch):
    mark = servers.folder / "libraries"
    mark.write_text("before")
    servers.be(before=MARKED.format(mark=str(mark)), idle="60")
    monkeypatch.setattr(starting, "libraries", mark.read_text)
    old = start()
    first = servers.parent_of(old.pid)
    mark.write_text("after")
    new = start()
    assert servers.parent_of(new.pid) not in (first, os.getpid())
    assert old.run("print('still here')") == "still here"
    old.manager.shutdown_kernel(now=True)
    starting._let_go()
    servers.wait_for(lambda: servers.parent_of(first) is None)
    servers.end()


def test_only_its_owner_can_reach_it_whatever_the_umask(servers):
    before = os.umask(0)
    try:
        starting.connect().close()
    finally:
        os.umask(before)
    path = starting.socket_path()
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"
    assert oct(path.with_suffix(".log").stat().st_mode & 0o777) == "0o600"


def test_a_stranger_who_listens_there_is_not_talked_to(servers, monkeypatch):
    starting.connect().close()
    monkeypatch.setattr(starting, "peer_user", lambda connection: os.getuid() + 1)
    with pytest.raises(Unavailable, match=r"^another user listens at .*\.socket$"):
        starting.connect()


def test_a_link_in_place_of_the_lock_is_refused(servers):
    lock = starting.socket_path().with_suffix(".lock")
    lock.symlink_to(servers.folder / "elsewhere")
    with pytest.raises(Unavailable, match=r"\.lock can't be used"):
        starting.connect()
    assert not (servers.folder / "elsewhere").exists()


def test_a_socket_name_that_is_too_long_is_refused_with_its_remedy(servers, monkeypatch):
    longer = servers.folder / ("long" * 20)
    longer.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(longer))
    with pytest.raises(Unavailable, match="too long for a socket's name; set TMPDIR to a shorter folder"):
        starting.connect()
