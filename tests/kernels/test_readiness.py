"""A kernel is ready when it has answered and is idle, and not a moment before."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from jupyter_client import AsyncKernelManager

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

    with ThreadPoolExecutor(1) as apart:  # a loop may run in this thread already
        assert apart.submit(asyncio.run, ask()).result(timeout=120) == ["42\n"]


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

    with ThreadPoolExecutor(1) as apart, pytest.raises(RuntimeError, match="Kernel died before replying to kernel_info"):
        apart.submit(asyncio.run, ask()).result(timeout=120)
