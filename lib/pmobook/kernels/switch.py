"""Whether kernels are warm: one switch, and what the platform must have."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Mapping
from importlib import metadata

from pmobook.kernels.refusal import Unavailable

__all__ = ["PROVISIONER", "SWITCH", "begin_to_warm_up", "choose_kernels", "is_switched_off", "use_warm_kernels", "why_ordinary"]

SWITCH = "PMOBOOK_WARM_KERNELS"
"""Environment variable: 0 switches warm kernels off."""

PROVISIONER = "pmobook-warm"
"""What Jupyter calls our provisioner."""

_OFF = {"0", "false", "no", "off"}


def is_switched_off(environment: Mapping[str, str] | None = None) -> bool:
    """Say whether whoever runs this wants ordinary kernels."""
    given = os.environ if environment is None else environment
    return given.get(SWITCH, "").strip().lower() in _OFF


@functools.cache
def why_ordinary(platform: str = sys.platform) -> str:
    """Return why kernels can't be warm here, in a sentence without its full stop; empty if they can."""
    if platform != "linux" or not hasattr(os, "memfd_create"):
        return "warm kernels need Linux"
    if not metadata.entry_points(group="jupyter_client.kernel_provisioners", name=PROVISIONER):
        return "warm kernels are not known to this Python environment; set it up again (make setup)"
    return ""


def choose_kernels(*, cold: bool) -> list[str]:
    """Take a command's choice, for this process and those that it starts.

    Returns
    -------
    list of str
        A sentence for the user if warm kernels are wanted and can't be had here.
    """
    if cold:
        os.environ[SWITCH] = "0"
    reason = "" if is_switched_off() else why_ordinary()
    return [f"Kernels are ordinary ones, which start more slowly: {reason}."] if reason else []


def use_warm_kernels() -> None:
    """Let this process start warm kernels where a kernel's specification names no provisioner of its own."""
    if not is_switched_off() and not why_ordinary():
        from jupyter_client.provisioning.factory import KernelProvisionerFactory  # noqa: PLC0415 - the command line does without

        KernelProvisionerFactory.instance().default_provisioner_name = PROVISIONER


def begin_to_warm_up() -> None:
    """Start the fork server if there is none, so that it imports while this process is still busy with itself."""
    if not is_switched_off() and not why_ordinary():
        from pmobook.kernels.starting import hold  # noqa: PLC0415 - what it needs is missing on other platforms

        with contextlib.suppress(Unavailable):  # said when a kernel is asked for
            hold()
