"""What Jupyter calls to start a kernel: a fork of our server if it can be one, else an ordinary process."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from pmobook.kernels.refusal import NeedsItsOwnProcess, Unavailable
from pmobook.kernels.switch import is_switched_off, why_ordinary

__all__ = ["WarmProvisioner"]

_LOOK_AGAIN = 0.004
_SECONDS_TO_DO_WITHOUT = 60.0


@dataclass
class _Trouble:
    """What went wrong in this process, so that it is said once and not tried again at once."""

    said: set[str] = field(default_factory=set)
    until: float = 0.0

    def note(self, reason: str) -> None:
        self.until = time.monotonic() + _SECONDS_TO_DO_WITHOUT
        if reason not in self.said:
            self.said.add(reason)
            logging.getLogger("pmobook.kernels").warning("Kernels are ordinary ones, which start more slowly: %s.", reason)


_trouble = _Trouble()


class WarmProvisioner(LocalProvisioner):
    """Provides kernels that have imported everything already.

    A kernel that is asked for in a way a fork can't have (another Python, other libraries, another locale) is an ordinary
    one. Why a warm one can't be had is logged once a process.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ANN401 - jupyter_client's signature
        """Start a kernel and return how to reach it."""
        if not is_switched_off() and not is_switched_off(kwargs.get("env")) and time.monotonic() > _trouble.until:
            try:
                return await self._launch_warm(cmd, kwargs)
            except Unavailable as reason:
                _trouble.note(str(reason))
            except NeedsItsOwnProcess as reason:
                self.log.debug("An ordinary kernel: %s", reason)
        return await super().launch_kernel(cmd, **kwargs)

    @property
    def is_warm(self) -> bool:
        """Whether the kernel that runs was forked."""
        return hasattr(self.process, "_connection")

    async def wait(self) -> int | None:
        """Wait for the kernel's end, without an ordinary kernel's tenths of a second."""
        while self.process is not None and await self.poll() is None:  # noqa: ASYNC110 - a server's message or a process's end sets no event
            await asyncio.sleep(_LOOK_AGAIN)
        return await super().wait()

    async def _launch_warm(self, cmd: list[str], kwargs: dict[str, Any]) -> Any:  # noqa: ANN401
        reason = why_ordinary()
        if reason:
            raise Unavailable(reason)
        from pmobook.kernels.asking import ask_for_kernel  # noqa: PLC0415 - what it needs is missing on other platforms

        process = await ask_for_kernel(cmd, kwargs)
        self.process = process  # type: ignore[assignment]  # like a Popen in all that is used of it
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel and what it started; one that has ended is left alone, whoever has its number now."""
        if self.process is not None and self.is_warm:
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)
