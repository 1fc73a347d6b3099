"""Executed notebooks as reports to read and print: without code for leaders, with it for auditors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.language import said_later, say
from pmobook.publish.own_folder import check_is_ours, replace_folder
from pmobook.publish.report_notebook import ExecutedNotebook, read_executed
from pmobook.publish.report_page import report_page, workings_page
from pmobook.publish.static_furniture import furniture, render
from pmobook.record.place import Place
from pmobook.record.store import Store, open_store
from pmobook.vocabulary import Quarter

__all__ = ["write_reports"]

_KIND = "report"
_INDEX = "index.html"
_SUBTITLE = said_later("Reports")


def write_reports(
    engagement: Engagement,
    folder: Path,
    *,
    with_code: bool = False,
    business_units: Sequence[str] | None = None,
    quarter: Quarter | None = None,
) -> str:
    """Write a report of every published run of a notebook, and return a sentence that says what was written.

    Parameters
    ----------
    engagement
        With published results.
    folder
        A new or empty folder, or one that reports were written to before.
    with_code
        Write beside each report one for auditors: every cell, and how the run can be identified.
    business_units
        Ids; all of them if not given.
    quarter
        Only this one; all that are published if not given.

    Raises
    ------
    PmobookError
        If nothing is published, there is no such business unit, or the folder holds something else.
    """
    check_is_ours(folder, _KIND)
    store = open_store(engagement.folder)
    quarters = store.quarters()
    if not quarters or (quarter is not None and quarter not in quarters):
        message = f"Nothing is published{f' for {quarter}' if quarter else ''}. Assess the business units first: pmobook run"
        raise PmobookError(message)
    for unit in business_units or ():
        engagement.business_unit(unit)
    chosen = [quarter] if quarter else list(reversed(quarters))
    runs = [run for one in chosen for run in _published_runs(engagement, store, one, business_units)]
    kept = [run for run in runs if run.is_kept]
    if not kept:
        message = "No executed notebook is kept of what is published. Run the notebooks again: pmobook run --force"
        raise PmobookError(message)
    replace_folder(folder, _KIND, _files(engagement, runs, with_code=with_code))
    lost = len(runs) - len(kept)
    missing = f" {lost} published run{' has' if lost == 1 else 's have'} no executed notebook any more." if lost else ""
    return f"wrote {folder / _INDEX}: {len(kept)} report{'' if len(kept) == 1 else 's'}.{missing}"


@dataclass(frozen=True)
class _Run:
    """A published run of a notebook, and where it is kept as it was executed."""

    quarter: Quarter
    business_unit: str
    name: str
    notebook: str
    record: dict[str, object]
    place: Place

    @property
    def is_kept(self) -> bool:
        return self.place.is_file() and self.executed().run_id == self.record["run_id"]

    @property
    def stem(self) -> str:
        return f"{self.quarter}-{self.business_unit}-{self.notebook}"

    def executed(self) -> ExecutedNotebook:
        return read_executed(self.place)


def _published_runs(engagement: Engagement, store: Store, quarter: Quarter, only: Sequence[str] | None) -> Iterator[_Run]:
    recorded = {str(row["run_id"]): row for row in store.table("runs", quarter).to_dict(orient="records")}
    for unit, notebooks in sorted(store.run_ids(quarter).items()):
        if only and unit not in only:
            continue
        known = engagement.business_units.get(unit)
        for notebook, run_id in sorted(notebooks.items()):
            # The last row of a business unit may be of a later run that failed; its earlier results stand.
            row = recorded.get(run_id, {"run_id": run_id, "notebook": notebook})
            place = store.results / "notebooks" / str(quarter) / unit / f"{notebook}.ipynb"
            yield _Run(quarter, unit, known.name if known else unit, notebook, {str(key): row[key] for key in row}, place)


def _files(engagement: Engagement, runs: Sequence[_Run], *, with_code: bool) -> Iterator[tuple[str, bytes]]:
    organisation = engagement.parameters.organisation
    entries = []
    for run in runs:
        if not run.is_kept:
            entries.append((run, run.notebook, "", ""))
            continue
        executed = run.executed()
        about = " · ".join((run.name, str(run.quarter), organisation))
        around = furniture(f"{executed.title} · {about}", say(_SUBTITLE), _INDEX)
        report, workings = f"{run.stem}.html", f"{run.stem}-with-code.html" if with_code else ""
        yield report, report_page(executed, around, about, workings)
        if with_code:
            yield workings, workings_page(executed, around, about, report, run.record)
        entries.append((run, executed.title, report, workings))
    yield (
        _INDEX,
        render(
            "reports.html.j2",
            furniture(say("Reports · {organisation}", organisation=organisation), say(_SUBTITLE), _INDEX),
            organisation=organisation,
            entries=entries,
            with_code=with_code,
        ),
    )
