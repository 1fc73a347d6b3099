"""Where a run puts things below ``results``, and what a run that was cut short left undone there."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pmobook.record.durable import sync_folder
from pmobook.record.place import Place, make_folder, remove_tree
from pmobook.record.remote import RemotePath
from pmobook.record.staging import StagedResults, read_staged, staged_folder
from pmobook.record.store import Store
from pmobook.run.job import EXECUTED
from pmobook.vocabulary import Quarter

__all__ = ["ResultsFolder"]


@dataclass(frozen=True)
class ResultsFolder:
    """An engagement's results for one quarter.

    Attributes
    ----------
    results
        Where they are kept.
    quarter
        The quarter.
    """

    results: Place
    quarter: Quarter

    @property
    def staging(self) -> Place:
        """Where notebooks put their results."""
        return self.results / "staging"

    def staged(self, business_unit: str, notebook: str, run_id: str) -> Place:
        """Return where a run's results wait to be recorded."""
        return staged_folder(self.staging, str(self.quarter), business_unit, notebook, run_id)

    def executed(self, business_unit: str, notebook: str) -> Place:
        """Return where the executed notebook stands whose results are published."""
        return self._place(business_unit, notebook).with_suffix(".ipynb")

    def failed(self, business_unit: str, notebook: str) -> Place:
        """Return where a notebook that failed is kept as far as it got."""
        return self._place(business_unit, notebook).with_suffix(".failed.ipynb")

    def shown(self, path: Place) -> str:
        """Name a file as a person finds it from the engagement's folder, or in an object store."""
        if isinstance(path, Path) and isinstance(self.results, Path):
            return path.relative_to(self.results.parent).as_posix()
        return str(path)

    def ready(self, business_unit: str, notebook: str, run_id: str) -> StagedResults | None:
        """Return a run's results if they and the executed notebook wait unharmed."""
        folder = self.staged(business_unit, notebook, run_id)
        return read_staged(folder) if (folder / EXECUTED).is_file() else None

    def discard(self, business_unit: str, notebook: str, run_id: str) -> None:
        """Forget a run's waiting results."""
        remove_tree(self.staged(business_unit, notebook, run_id))

    def has_executed(self, business_unit: str, notebook: str) -> bool:
        """Say whether the executed notebook stands whose results are published; an object store is asked once for all."""
        place = self.executed(business_unit, notebook)
        return place in self._executed if isinstance(place, RemotePath) else place.is_file()

    def is_left(self, business_unit: str, notebook: str, run_id: str) -> bool:
        """Say whether something of a run waits since an earlier batch; an object store is asked once for all."""
        place = self.staged(business_unit, notebook, run_id)
        return place in self._left if isinstance(place, RemotePath) else place.is_dir()

    @functools.cached_property
    def _executed(self) -> frozenset[Place]:
        return _files_below(self.results / "notebooks" / str(self.quarter))

    @functools.cached_property
    def _left(self) -> frozenset[Place]:
        return frozenset(path.parent for path in _files_below(self.staging / str(self.quarter)))

    def settle(self, store: Store) -> None:
        """Put the executed notebooks of published runs in their place and clear away what waited for them.

        Called after publishing, and before a run in case the one before was killed between the two.
        """
        is_waiting = self._waiting()
        for business_unit, notebooks in store.run_ids(self.quarter).items():
            for notebook, run_id in notebooks.items():
                waiting = self.staged(business_unit, notebook, run_id)
                if not is_waiting(waiting):
                    continue
                if (waiting / EXECUTED).is_file():
                    target = self.executed(business_unit, notebook)
                    _move(waiting / EXECUTED, target)
                    self.failed(business_unit, notebook).unlink(missing_ok=True)
                remove_tree(waiting.parent)

    def _waiting(self) -> Callable[[Place], bool]:
        """Return what says whether a folder waits; an object store is asked once for all."""
        if not isinstance(self.results, RemotePath):
            return lambda folder: folder.is_dir()
        standing = {path.parent for path in _files_below(self.staging / str(self.quarter))}
        return lambda folder: folder in standing

    def _place(self, business_unit: str, notebook: str) -> Place:
        # the parts are checked where results wait, and by the same rule here
        checked = staged_folder(Path(), str(self.quarter), business_unit, notebook, "x").parent
        return self.results / "notebooks" / "/".join(checked.parts)


def _files_below(place: Place) -> frozenset[Place]:
    return frozenset(place.walk_files()) if isinstance(place, RemotePath) else frozenset()


def _move(source: Place, target: Place) -> None:
    """Give a file another place; one in an object store is there twice for a moment."""
    if isinstance(source, RemotePath) and isinstance(target, RemotePath):
        target.write_bytes(source.read_bytes())
        source.unlink(missing_ok=True)
    elif isinstance(source, Path) and isinstance(target, Path):
        make_folder(target.parent)
        source.replace(target)
        sync_folder(target.parent)
