"""A client that knows at once when its kernel is ready: after the answer to its own question, not after a silence."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

__all__ = ["PromptClient"]

_SECONDS_BETWEEN_QUESTIONS = 1.0


class PromptClient(AsyncKernelClient):
    """Jupyter's client, without the fifth of a second for which it listens whether more is said."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - jupyter_client's signature
        """Wait until the kernel has answered a question, and has been heard to be idle again.

        What is published before a client's subscription has arrived is lost, so the question is put again.

        Raises
        ------
        RuntimeError
            If the kernel dies, or doesn't answer in so many seconds.
        """
        deadline = float("inf") if timeout is None else time.monotonic() + timeout
        while not await self._is_heard(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds")

    async def _is_heard(self, question: str) -> bool:
        """Say whether the answer to a question came, and the word that the kernel is idle after it."""
        end = time.monotonic() + _SECONDS_BETWEEN_QUESTIONS
        try:
            while not _answers(reply := await self.get_shell_msg(timeout=_left(end)), question):
                pass
            while not _answers(status := await self.get_iopub_msg(timeout=_left(end)), question) or not _is_idle(status):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _left(end: float) -> float:
    return max(0.0, end - time.monotonic())


def _answers(message: dict[str, Any], question: str) -> bool:
    return bool(message["parent_header"].get("msg_id") == question)


def _is_idle(message: dict[str, Any]) -> bool:
    return bool(message["msg_type"] == "status" and message["content"]["execution_state"] == "idle")
