"""What the fork server imports before it forks, so that no kernel has to."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pkgutil
from pathlib import Path

from pmobook.lean_imports import skip_slow_format_checks

__all__ = ["preload", "threads"]

_ROOMS = ("pmobook.method", "pmobook.inputs", "pmobook.assess", "pmobook.record", "pmobook.show")
_PAGES = ("pmobook.desk.widgets", "pmobook.desk.priorities", "pmobook.what_if.opening", "pmobook.what_if.widgets")
_KERNEL = (
    "ipykernel.kernelapp", "ipykernel.zmqshell", "ipykernel.debugger", "IPython.core.completer", "IPython.core.completerlib",
    "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic", "jedi", "psutil", "sqlite3",
    "matplotlib_inline.config", "tornado.platform.asyncio",
)  # fmt: skip
_IMPORTED_WHEN_USED = (
    "deltalake", "highspy", "ipywidgets", "obstore", "ortools.sat.python.cp_model", "py_mini_racer",
    "scipy.optimize", "scipy.stats",
)  # fmt: skip


def preload() -> None:
    """Import what notebooks import; a module that is missing is left to the notebook that wants it.

    The method's files are parsed, but no method is read: a kernel opens every file itself, and saves the parsing of those whose
    text is still the same.
    """
    skip_slow_format_checks()
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # the debugger's remark on it, once a kernel
    for name in (*_KERNEL, *_IMPORTED_WHEN_USED, *_PAGES):
        _load(name)
    for room in _ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            _load(found.name)
    _parse_method()
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, the pages that kernels share


def _parse_method() -> None:
    method_folder = importlib.import_module("pmobook.method.places").method_folder
    load_yaml = importlib.import_module("pmobook.method.yaml_text").load_yaml
    problems: type[Exception] = importlib.import_module("pmobook.errors").ProblemsFound
    for path in sorted(method_folder().rglob("*.yaml")):
        with contextlib.suppress(problems):  # told to whoever reads it
            load_yaml(path)


def _load(name: str) -> None:
    try:
        importlib.import_module(name)
    except ImportError:
        return


def threads() -> list[str]:
    """Return the names of this process's threads besides the one that forks: no fork while there is any."""
    found = [entry for entry in Path("/proc/self/task").iterdir() if entry.name != str(os.getpid())]
    names = []
    for entry in found:
        try:
            names.append((entry / "comm").read_text(encoding="utf-8").strip())
        except OSError:  # it has ended meanwhile
            continue
    return sorted(names)
