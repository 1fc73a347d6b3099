"""A kernel is ready when it has answered and is idle, and not a moment before."""

import pytest
from jupyter_client import AsyncKernelManager

from own_loop import in_own_loop
from pmobook.kernels.readiness import PromptClient


class _Manager(AsyncKernelManager):
    pass


def start(servers, number=0):
    manager = _Manager(kernel_name="pmobook", transport="ipc", ip=f"{servers.folder}/r{number}")
    manager.client_factory = PromptClient
    return manager


def test_a_ready_kernel_has_nothing_left_to_say_and_takes_a_cell(servers):
    async def ask():
        manager = start(servers)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=30)
            heard = []
            await client.execute_interactive("print(6 * 7)", timeout=30, output_hook=heard.append)
            return [message["content"]["text"] for message in heard if message["msg_type"] == "stream"]
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)
            manager.context.destroy(linger=0)

    assert in_own_loop(ask()) == ["42\n"]


def test_a_kernel_that_dies_first_is_told_in_the_words_that_runners_know(servers):
    async def ask():
        manager = start(servers, 1)
        await manager.start_kernel()
        await manager.signal_kernel(9)
        client = manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=30)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)
            manager.context.destroy(linger=0)

    with pytest.raises(RuntimeError, match="Kernel died before replying to kernel_info"):
        in_own_loop(ask())
