"""Where results are kept: a folder, or an address in an object store, as the engagement or whoever runs it says."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TypeAlias

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.storage_address import check_storage, is_an_address, kind_of_address, storage_inside, storage_problem
from pmobook.method.yaml_text import load_yaml
from pmobook.record.remote import RemotePath

__all__ = ["STORAGE", "Place", "make_folder", "place_of", "remove_tree", "results_place", "tag_of"]

Place: TypeAlias = Path | RemotePath
"""A file or folder on this machine's disk, or in an object store."""

STORAGE = "PMOBOOK_STORAGE"
"""Environment variable with the address of the results; it goes before what ``engagement.yaml`` says."""


def results_place(folder: str | Path, storage: str | None = None) -> Place:
    """Return where an engagement's results are kept.

    Parameters
    ----------
    folder
        The engagement's.
    storage
        An address or folder that goes before everything else; an empty text means the folder ``results`` of the engagement. If
        not given: what the variable ``PMOBOOK_STORAGE`` says, else ``storage`` in ``engagement.yaml``, else that folder.

    Raises
    ------
    ProblemsFound
        If it is no address of a storage.
    """
    own = Path(folder).expanduser().resolve() / "results"
    named = os.environ.get(STORAGE, "") if storage is None else storage
    if named.strip():
        return _named(named)
    written = _written(own.parent) if storage is None else ""
    return place_of(written) if written else own


def place_of(text: str | Path | RemotePath) -> Place:
    """Return a folder or a place in an object store from its text, as the workbook itself wrote it."""
    if isinstance(text, Path | RemotePath):
        return text
    if text.startswith("file://"):
        return Path(text.removeprefix("file://"))
    return RemotePath(text) if "://" in text else Path(text)


def make_folder(place: Place) -> None:
    """Make a folder with those above it; an object store has none to make."""
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)


def remove_tree(place: Place) -> None:
    """Take away a folder with all that stands in it, if it is there."""
    if isinstance(place, RemotePath):
        place.remove_tree()
    else:
        shutil.rmtree(place, ignore_errors=True)


def tag_of(place: Place) -> str:
    """Return what changes whenever a file's content does.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    return place.tag() if isinstance(place, RemotePath) else str(place.stat().st_mtime_ns)


def _named(text: str) -> Place:
    """Return what a person named: an address, or a folder as a path."""
    if not is_an_address(text):
        return Path(text.strip()).expanduser().resolve()
    try:
        return place_of(check_storage(text))
    except ValueError as error:
        where = f"the storage named (--storage, or the variable {STORAGE})"
        remedy = "Nothing was run. Name another address, or a folder as a path."
        raise ProblemsFound([Problem(where, kind_of_address(text), str(error), remedy)]) from None


def _written(folder: Path) -> str:
    """Return what ``engagement.yaml`` says of the storage; nothing if it says nothing, or isn't there."""
    if not (folder / "engagement.yaml").is_file():
        return ""
    try:
        said = load_yaml(folder / "engagement.yaml", "engagement.yaml")
    except ProblemsFound:
        return ""  # whoever opens the engagement is told what is wrong with the file
    written = said.get("storage") if isinstance(said, dict) else None
    if written is None:
        return ""
    try:
        return storage_inside(folder, str(written))
    except ValueError as error:
        raise ProblemsFound([storage_problem(str(error))]) from None
