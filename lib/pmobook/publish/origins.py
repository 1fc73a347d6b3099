"""How a figure came about, read from what is recorded of it and from the notebook that computed it."""

from __future__ import annotations

import functools
import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import yaml
from nbconvert.filters import markdown2html

from pmobook.assess.tables import OVERALL, records_of
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.language import of_method, said_later, say
from pmobook.publish.addresses import PageAddress
from pmobook.publish.report_notebook import ExecutedNotebook, read_executed
from pmobook.record.methods_kept import kept_method
from pmobook.record.place import Place, tag_of
from pmobook.record.store import Store, open_store
from pmobook.record.tables import TABLES
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import date, is_missing, period
from pmobook.show.origin import Drawn, Figure, Origin, origin_page
from pmobook.show.page import link
from pmobook.show.subjects import SUBJECTS, item_of, subject_of

__all__ = ["figure_origin"]

_RUN = {
    "run_id": said_later("Run"),
    "publication": said_later("Publication"),
    "finished_at": said_later("Finished"),
    "library_version": "pmobook",
    "fingerprint": said_later("Fingerprint of everything read"),
    "input_digest": said_later("Digest of the inputs"),
    "method_digest": said_later("Digest of the method"),
    "notebook_digest": said_later("Digest of the notebook"),
    "seed": said_later("Seed of chance"),
}
_NOT_KEPT = said_later(
    "The executed notebook of this run is not kept any more, so its workings can't be shown. Run it again: pmobook run --force"
)
_NEVER_RAN = said_later("Not assessed: the notebook has no published results for this business unit and quarter.")


def figure_origin(engagement: Engagement, address: PageAddress) -> Exhibit:
    """Return the page that says how a figure came about.

    Parameters
    ----------
    engagement
        With published results; the business units that the reader may see.
    address
        Business unit, quarter and figure, checked; the business unit is one of the engagement's.
    """
    subject, item = subject_of(address.figure) or ("maturity", "")
    store = open_store(engagement.folder)
    run_id = store.run_ids(address.quarter).get(address.business_unit, {}).get(SUBJECTS[subject].notebook, "")
    run = _run(store, address, run_id)
    executed, missing = _executed(store, address, SUBJECTS[subject].notebook, run_id)
    method = _method(store, run)
    rows = _rows(store, address, subject)
    drawn = list(_drawn(executed, subject)) if executed else []
    kept_back = sum(1 for cell in executed.notebook.cells if cell.id in SUBJECTS[subject].personal) if executed else 0
    return origin_page(
        Origin(
            subject=subject,
            item=item,
            crumbs=_crumbs(engagement, address, subject),
            figures=[Figure(item_of(subject, row), _title(engagement, address, subject, row), row) for row in rows],
            meanings={column.name: of_method(column.meaning) for column in TABLES[SUBJECTS[subject].table].own_columns},
            rules=_rules(method, executed),
            rule_words=_rule_words(engagement, address, method, rows) if subject == "maturity" else (),
            inputs=_json(run.get("inputs")),
            run={say(heading): _said(run[name]) for name, heading in _RUN.items() if not is_missing(run.get(name))},
            drawn=drawn,
            missing=missing,
            kept_back=kept_back,
        )
    )


def _crumbs(engagement: Engagement, address: PageAddress, subject: str) -> str:
    unit, quarter = address.business_unit, str(address.quarter)
    name = engagement.business_units[unit].name
    back = link(
        "business_unit",
        say("Scorecard of {name}", name=name),
        fragment=SUBJECTS[subject].section or subject,
        business_unit=unit,
        quarter=quarter,
    )
    return f"{back} · {html.escape(quarter)}"


def _run(store: Store, address: PageAddress, run_id: str) -> Mapping[str, Any]:
    runs = store.table("runs", address.quarter, address.business_unit)
    own = records_of(runs.loc[runs["run_id"] == run_id].sort_values("publication", kind="stable"))
    return own[0] if own and run_id else {"run_id": run_id or None}


def _executed(store: Store, address: PageAddress, notebook: str, run_id: str) -> tuple[ExecutedNotebook | None, str]:
    """Return the notebook as the published run left it, or why it can't be shown."""
    if not run_id:
        return None, say(_NEVER_RAN)
    place = store.results / "notebooks" / str(address.quarter) / address.business_unit / f"{notebook}.ipynb"
    try:
        executed = _kept_in_mind(place, tag_of(place))
    except (OSError, PmobookError):
        executed = None
    return (executed, "") if executed is not None and executed.run_id == run_id else (None, say(_NOT_KEPT))


@functools.lru_cache(maxsize=2)
def _kept_in_mind(place: Place, tag: str) -> ExecutedNotebook:
    """Read an executed notebook once for all subjects that it shows."""
    del tag
    return read_executed(place)


def _rows(store: Store, address: PageAddress, subject: str) -> list[dict[str, Any]]:
    rows = store.table(SUBJECTS[subject].table, address.quarter, address.business_unit)
    return records_of(rows[rows["is_chosen_rule"].astype(bool)] if subject == "maturity" else rows)


_GROUPINGS = {
    "category": said_later("Category"),
    "driver": said_later("Driver"),
    "project": said_later("Project"),
}
"""How risks are grouped."""


def _title(engagement: Engagement, address: PageAddress, subject: str, row: Mapping[str, Any]) -> str:
    if subject == "maturity":
        titles = {area.area_id: area.title for area in engagement.model(address.business_unit).areas}
        return titles.get(row["area_id"], say("All focus areas") if row["area_id"] == OVERALL else str(row["area_id"]))
    if subject == "risk":
        named = "" if is_missing(row["subject"]) else str(row["subject"])
        if row["grouping"] == "total":
            return say("All risks together")
        return f"{say(_GROUPINGS.get(str(row['grouping']), str(row['grouping'])))}: {named or say('all risks')}"
    if subject == "capacity":
        return f"{row['role']}, {period(row['period'])}"
    said = row.get("title", row.get(SUBJECTS[subject].key))
    return str(said) if not is_missing(said) and str(said).strip() else say("All together")


def _drawn(executed: ExecutedNotebook, subject: str) -> Iterator[Drawn]:
    """Give the exhibits of a subject; outputs are the workbook's own HTML, escaped where it holds what people wrote."""
    titles = {section.anchor: section.title for section in executed.sections}
    said = ""
    for cell in executed.notebook.cells:
        if cell.cell_type == "markdown":
            said = "" if cell.source.startswith("# ") else cell.source
        elif cell.id in titles and SUBJECTS[subject].shows(cell.id):
            shown = "".join("".join(output.get("data", {}).get("text/html", "")) for output in cell.outputs)
            words = str(markdown2html(said.replace("## ", "**", 1).replace("\n", "**\n", 1) if said.startswith("## ") else said))
            yield Drawn(cell.id, titles[cell.id], words, shown, is_workings=cell.id in SUBJECTS[subject].workings)


def _method(store: Store, run: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the files of the method of the run's day, read; none where it is not kept."""
    return _read_method(store.results, str(run.get("method_digest") or ""))


@functools.lru_cache(maxsize=8)
def _read_method(results: Place, digest: str) -> Mapping[str, Any]:
    try:
        contents = kept_method(results, digest)
    except PmobookError:
        return {}
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    heads = {name: text for name, text in contents.items() if name.endswith(".yaml") and ("/" not in name or "model" in name)}
    return {name: yaml.load(text, Loader=loader) for name, text in heads.items()}  # noqa: S506 - makes nothing but text


def _rules(method: Mapping[str, Any], executed: ExecutedNotebook | None) -> pd.DataFrame:
    read = executed.notebook.metadata.get("pmobook", {}).get("method", ()) if executed else ()
    names = [name for name in sorted(method) if name in read or name.split("/")[0] in read]
    heads = [{"file": f"params/method/{name}", **_head(method[name])} for name in names]
    return pd.DataFrame(heads, columns=["file", "title", "version", "dated", "source"], dtype="str")


def _head(content: object) -> dict[str, str]:
    found = content if isinstance(content, Mapping) else {}
    return {name: " ".join(str(found.get(name, "")).split()) for name in ("title", "version", "dated", "source")}


def _rule_words(
    engagement: Engagement, address: PageAddress, method: Mapping[str, Any], rows: list[dict[str, Any]]
) -> tuple[str, ...]:
    model = engagement.model(address.business_unit)
    chosen = str(rows[0]["rule"]) if rows else ""
    rules = method.get("scoring_rules.yaml", {}).get("rules", [])
    words = [
        f"{of_method(one['title'])}: {of_method(' '.join(str(one['explanation']).split()))}"
        for one in rules
        if one.get("rule") == chosen
    ]
    scored = say("Scored by the maturity model {model}, version {version}.", model=model.title, version=model.version)
    return (scored, *words)


def _said(value: object) -> str:
    if hasattr(value, "hour"):
        return f"{date(value)}, {value:%H:%M} UTC"
    return str(value)


def _json(value: object) -> dict[str, str]:
    return (
        {str(name): str(digest) for name, digest in sorted(json.loads(value).items())} if isinstance(value, str) and value else {}
    )
