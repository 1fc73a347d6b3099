"""Whether what a batch was planned with is still as it was: the method, the code and the notebooks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.run.catalogue import find_notebooks
from pmobook.run.fingerprint import Fingerprint, Workbook
from pmobook.run.plan import Task
from pmobook.run.reads import Reads

__all__ = ["what_changed"]


def what_changed(tasks: Iterable[Task], notebook_folder: Path) -> dict[tuple[str, str], str]:
    """Return what is no more as a task's fingerprint says, by business unit and notebook; only tasks that are concerned.

    Parameters
    ----------
    tasks
        As planned.
    notebook_folder
        Where the notebooks stand.
    """
    planned = tuple(tasks)
    if not planned:
        return {}
    workbook = _workbook()
    notebooks = _notebooks(notebook_folder)
    said = {
        (task.business_unit, task.notebook.name): _said(task.fingerprint, workbook, notebooks.get(task.notebook.name, ""))
        for task in planned
    }
    return {key: words for key, words in said.items() if words}


def _said(taken: Fingerprint, workbook: Workbook | None, notebook_digest: str) -> str:
    if workbook is None or _method_differs(taken, workbook):
        return "The method"
    if (taken.library_version, taken.library_digest) != (workbook.library_version, workbook.library_digest):
        return "pmobook itself"
    return "The notebook" if taken.notebook_digest != notebook_digest else ""


def _method_differs(taken: Fingerprint, workbook: Workbook) -> bool:
    """Say whether the method differs in what a notebook reads of it."""
    if not taken.method_read:
        return taken.method_digest != workbook.method_digest
    read = json.loads(taken.method_read)
    return bool(workbook.method_read(Reads(method=tuple(read))) != read)


def _workbook() -> Workbook | None:
    try:
        return Workbook.now()
    except (OSError, ImportError, PmobookError):  # files and packages come and go while somebody brings a new version
        return None


def _notebooks(folder: Path) -> dict[str, str]:
    try:
        return {notebook.name: notebook.digest for notebook in find_notebooks(folder)}
    except (OSError, ValueError, SyntaxError, PmobookError):  # half written, or taken away
        return {}
