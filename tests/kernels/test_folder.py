"""The folder of the sockets is this user's alone, or there is none."""

import os

import pytest

from pmobook.kernels.folder import private_folder
from pmobook.kernels.refusal import Unavailable


@pytest.fixture
def runtime(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_it_is_made_in_the_runtime_folder_and_found_again(runtime):
    folder = private_folder()
    assert folder == runtime / f"pmobook-kernels-{os.getuid()}"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert private_folder() == folder


def test_a_runtime_folder_that_is_open_to_others_or_missing_is_not_used(runtime, monkeypatch, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(elsewhere))
    runtime.chmod(0o755)
    assert private_folder().parent == elsewhere
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime / "missing"))
    assert private_folder().parent == elsewhere


@pytest.mark.parametrize("kind", ["link", "file"])
def test_what_is_no_folder_is_refused(runtime, kind):
    place = runtime / f"pmobook-kernels-{os.getuid()}"
    if kind == "link":
        (runtime / "theirs").mkdir(mode=0o700)
        place.symlink_to(runtime / "theirs")
    else:
        place.touch()
    with pytest.raises(Unavailable, match=r"no folder; remove it$|can't be made"):
        private_folder()


def test_one_that_is_open_to_others_is_refused_with_its_remedy(runtime):
    private_folder().chmod(0o770)
    with pytest.raises(Unavailable, match="is open to others; remove it, or chmod 700"):
        private_folder()


def test_one_of_another_users_is_refused(runtime, monkeypatch):
    mine = os.getuid()
    private_folder().rename(runtime / f"pmobook-kernels-{mine + 1}")
    monkeypatch.setattr("os.getuid", lambda: mine + 1)
    with pytest.raises(Unavailable, match=r"belongs to another user|is open to others"):
        private_folder()
