"""What a forked kernel takes over from its server and can't change: one server for each different set of it.

A child can be given another folder, environment and umask. It can't be given other libraries, another locale or hash seed,
other limits or another container: those make up a server's name, so that whoever differs in them finds another server.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import site
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["fixed_part", "libraries", "preparing_part", "server_environment", "surroundings", "wants_threads"]

_READ_AT_START = (
    "ARROW_", "GLIBC_", "JE_ARROW_", "JUPYTER_WIDGETS", "LC_", "LD_", "MALLOC_", "MKL_", "NPY_", "OMP_", "OPENBLAS_",
    "PYTHON", "_RJEM_",
)  # fmt: skip
_READ_AT_START_TOO = {"LANG", "LANGUAGE"}
_ADOPTED = {"PYTHONBREAKPOINT", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}

# Several kernels run at once, so each computes in one thread; and a process that has threads must not fork.
_ONE_THREAD = {"MKL_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_NO_THREAD_OF_THEIR_OWN = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "_RJEM_MALLOC_CONF": "background_thread:false",
}

# Who the user is and where things are found; nothing that could be a secret of an engagement.
_SERVER_NEEDS = {"HOME", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER", "VIRTUAL_ENV", "XDG_RUNTIME_DIR"}
_SETTINGS_ARE_FOUND_BY = ("IPYTHON", "JUPYTER_", "XDG_")
_NOT_SETTINGS = {"JUPYTER_RUNTIME_DIR", "JUPYTER_TOKEN", "XDG_SESSION_ID", "XDG_RUNTIME_DIR"}

_PACKAGE = Path(__file__).resolve().parents[1]


def fixed_part(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that are read once, when Python or a library starts.

    Examples
    --------
    >>> fixed_part({"LANG": "C", "USER": "ann", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"})
    {'LANG': 'C', 'PYTHONHASHSEED': '0'}
    """
    return {
        name: value
        for name, value in sorted(environment.items())
        if (name.startswith(_READ_AT_START) or name in _READ_AT_START_TOO)
        and name not in _ADOPTED
        and _ONE_THREAD.get(name) != value
        and _NO_THREAD_OF_THEIR_OWN.get(name) != value
    }


def wants_threads(environment: Mapping[str, str]) -> bool:
    """Say whether somebody asks for libraries to compute in several threads, or to have threads of their own."""
    forks = {**_ONE_THREAD, **_NO_THREAD_OF_THEIR_OWN}
    return any(environment.get(name, value) != value for name, value in forks.items())


def server_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a server that somebody with this environment starts: no more than it needs."""
    needed = {name: environment[name] for name in sorted(_SERVER_NEEDS & set(environment))}
    return {**needed, **fixed_part(environment), **_ONE_THREAD, **_NO_THREAD_OF_THEIR_OWN}


def preparing_part(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which IPython finds its settings, which a kernel reads before it is handed out."""
    return {
        name: value
        for name, value in sorted(environment.items())
        if name == "HOME" or (name.startswith(_SETTINGS_ARE_FOUND_BY) and name not in _NOT_SETTINGS)
    }


def surroundings() -> str:
    """Return the digest of all that a process takes over from who starts it and this project can't set."""
    limits = {name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")}
    spaces = [_link(f"/proc/self/ns/{name}") for name in ("mnt", "net", "pid", "user")]
    try:
        group = Path("/proc/self/cgroup").read_text(encoding="utf-8")
    except OSError:
        group = ""
    inherited = [limits, spaces, group, sorted(os.sched_getaffinity(0)), os.getpriority(os.PRIO_PROCESS, 0), os.getgroups()]
    return _digest([sys.executable, sys.prefix, sys.version, fixed_part(os.environ), inherited])


def libraries() -> str:
    """Return a digest that changes when anything that a server has imported changes on disk."""
    return _digest(sorted(_library_files()))


def _library_files() -> Iterator[tuple[str, int, int]]:
    """Give pmobook's files and the marks that every installed package leaves, with their sizes and times."""
    yield _state(sys.executable)
    for folder, _, names in os.walk(_PACKAGE):
        if not folder.endswith("__pycache__"):
            yield from (_state(os.path.join(folder, name)) for name in names)  # noqa: PTH118 - some hundred, each time
    for folder in dict.fromkeys([*site.getsitepackages(), site.getusersitepackages()]):
        if os.path.isdir(folder):  # noqa: PTH112
            with os.scandir(folder) as entries:
                yield from (_state(entry.path) for entry in entries if entry.name.endswith((".dist-info", ".egg-info", ".pth")))


def _state(path: str) -> tuple[str, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return path, -1, -1
    return path, found.st_size, found.st_mtime_ns


def _link(path: str) -> str:
    try:
        return os.readlink(path)  # noqa: PTH115
    except OSError:
        return ""


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]
