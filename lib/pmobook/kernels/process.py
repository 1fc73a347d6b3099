"""A forked kernel as the process that asked for it sees it: the fork server's child, but its own to signal and wait for."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time

from pmobook.kernels.messages import receive

__all__ = ["ForkedProcess"]

_LOOK_AGAIN = 0.01
_SERVER_REPORTS_WITHIN = 1.0
_UNKNOWN = -signal.SIGKILL


class ForkedProcess:
    """What Jupyter needs of a process, like a ``Popen``.

    Parameters
    ----------
    pid
        Its process id; also the id of its group.
    connection
        To the fork server. Closing it ends the kernel.
    handle
        The system's handle on the process; None where it gave none.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket, handle: int | None) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection
        self._connection.setblocking(False)
        self._handle = handle
        self._gone_since: float | None = None

    def poll(self) -> int | None:
        """Return how the process ended; None while it runs.

        If the server died before it could tell, the status is that of a killed process.
        """
        if self.returncode is None:
            try:
                message, _ = receive(self._connection)
            except BlockingIOError:
                if self._is_gone() and self._unreported_for() > _SERVER_REPORTS_WITHIN:
                    self._end_with(_UNKNOWN)
            else:
                self._end_with(_UNKNOWN if message is None else int(message["exit"]))
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return how it ended.

        Raises
        ------
        TimeoutError
            If it still runs after so many seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                message = f"process {self.pid} still runs after {timeout} seconds"
                raise TimeoutError(message)
            time.sleep(_LOOK_AGAIN)
        return status

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and to what it started, if it still runs."""
        if self.poll() is None and not self._is_gone():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _is_gone(self) -> bool:
        if self._handle is None:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                return True
            return False
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(0))

    def _unreported_for(self) -> float:
        self._gone_since = self._gone_since or time.monotonic()
        return time.monotonic() - self._gone_since

    def _end_with(self, status: int) -> None:
        self.returncode = status
        self._connection.close()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __del__(self) -> None:
        self._connection.close()
        if self._handle is not None:
            os.close(self._handle)
