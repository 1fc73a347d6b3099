"""Where a run puts things below ``results``, and what a run that was cut short left undone there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pmobook.record.durable import sync_folder
from pmobook.record.staging import StagedResults, read_staged, staged_folder
from pmobook.record.store import Store
from pmobook.run.job import EXECUTED
from pmobook.vocabulary import Quarter

__all__ = ["ResultsFolder"]


@dataclass(frozen=True)
class ResultsFolder:
    """An engagement's ``results`` folder for one quarter.

    Attributes
    ----------
    results
        The folder.
    quarter
        The quarter.
    """

    results: Path
    quarter: Quarter

    @property
    def staging(self) -> Path:
        """Where notebooks put their results."""
        return self.results / "staging"

    def staged(self, business_unit: str, notebook: str, run_id: str) -> Path:
        """Return where a run's results wait to be recorded."""
        return staged_folder(self.staging, str(self.quarter), business_unit, notebook, run_id)

    def executed(self, business_unit: str, notebook: str) -> Path:
        """Return where the executed notebook stands whose results are published."""
        return self._place(business_unit, notebook).with_suffix(".ipynb")

    def failed(self, business_unit: str, notebook: str) -> Path:
        """Return where a notebook that failed is kept as far as it got."""
        return self._place(business_unit, notebook).with_suffix(".failed.ipynb")

    def shown(self, path: Path) -> str:
        """Name a file as a person finds it from the engagement's folder."""
        return path.relative_to(self.results.parent).as_posix()

    def ready(self, business_unit: str, notebook: str, run_id: str) -> StagedResults | None:
        """Return a run's results if they and the executed notebook wait unharmed."""
        folder = self.staged(business_unit, notebook, run_id)
        return read_staged(folder) if (folder / EXECUTED).is_file() else None

    def discard(self, business_unit: str, notebook: str, run_id: str) -> None:
        """Forget a run's waiting results."""
        shutil.rmtree(self.staged(business_unit, notebook, run_id), ignore_errors=True)

    def settle(self, store: Store) -> None:
        """Put the executed notebooks of published runs in their place and clear away what waited for them.

        Called after publishing, and before a run in case the one before was killed between the two.
        """
        for business_unit, notebooks in store.run_ids(self.quarter).items():
            for notebook, run_id in notebooks.items():
                waiting = self.staged(business_unit, notebook, run_id)
                if not waiting.is_dir():
                    continue
                if (waiting / EXECUTED).is_file():
                    target = self.executed(business_unit, notebook)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    (waiting / EXECUTED).replace(target)
                    sync_folder(target.parent)
                    self.failed(business_unit, notebook).unlink(missing_ok=True)
                shutil.rmtree(waiting.parent, ignore_errors=True)

    def _place(self, business_unit: str, notebook: str) -> Path:
        # the parts are checked where results wait, and by the same rule here
        checked = staged_folder(Path(), str(self.quarter), business_unit, notebook, "x").parent
        return self.results / "notebooks" / checked
