"""One switch, and one sentence where warm kernels can't be had."""

import os

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from pmobook.kernels.switch import PROVISIONER, choose_kernels, is_switched_off, use_warm_kernels, why_ordinary


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    """Leave this process as it was found."""
    monkeypatch.setenv("PMOBOOK_WARM_KERNELS", "")
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    yield
    factory.default_provisioner_name = before


@pytest.mark.parametrize(
    ("value", "off"), [("0", True), ("off", True), (" No ", True), ("1", False), ("", False), ("yes", False)]
)
def test_the_switch_takes_what_people_write(value, off):
    assert is_switched_off({"PMOBOOK_WARM_KERNELS": value}) is off


def test_platforms_without_a_safe_fork_are_told_so():
    assert why_ordinary("win32") == why_ordinary("darwin") == "warm kernels need Linux"


def test_an_environment_set_up_before_warm_kernels_is_told_its_remedy(monkeypatch):
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: ())
    monkeypatch.setattr("pmobook.kernels.switch.why_ordinary", why_ordinary.__wrapped__)
    [line] = choose_kernels(cold=False)
    assert line.startswith("Kernels are ordinary ones, which start more slowly: warm kernels are not known to this Python ")
    assert line.endswith("set it up again (make setup).")


def test_who_wants_ordinary_kernels_is_told_nothing_and_what_it_starts_knows():
    assert choose_kernels(cold=True) == []
    assert os.environ["PMOBOOK_WARM_KERNELS"] == "0"


def test_notebooks_that_name_the_ordinary_kernel_get_a_warm_one():
    use_warm_kernels()
    assert KernelProvisionerFactory.instance().default_provisioner_name == PROVISIONER
    installed = KernelSpecManager().get_kernel_spec("pmobook")
    assert installed.metadata["kernel_provisioner"]["provisioner_name"] == PROVISIONER
