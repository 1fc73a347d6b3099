"""Pages made from an executed notebook by nbconvert with our templates."""

from __future__ import annotations

import functools
import importlib.metadata
import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from nbconvert.exporters import HTMLExporter

from pmobook.language import said_later, say
from pmobook.method.places import workbook_folder
from pmobook.publish.report_notebook import ExecutedNotebook
from pmobook.publish.site import template_folder
from pmobook.publish.static_furniture import static_folder

__all__ = ["report_page", "workings_page"]

_RUN_FACTS = {
    "run_id": said_later("Run"),
    "publication": said_later("Publication"),
    "notebook": said_later("Notebook"),
    "fingerprint": said_later("Fingerprint of everything read"),
    "input_digest": said_later("Digest of the inputs"),
    "method_digest": said_later("Digest of the method"),
    "library_version": "pmobook",
    "library_digest": said_later("Digest of pmobook's code"),
    "notebook_digest": said_later("Digest of the notebook"),
    "seed": said_later("Seed of chance"),
    "started_at": said_later("Started (UTC)"),
    "finished_at": said_later("Finished (UTC)"),
}
_FOLDERS = ("engagement", "staging")


def report_page(executed: ExecutedNotebook, around: dict[str, Any], about: str, workings: str) -> bytes:
    """Return a report without code: what is said, and every exhibit.

    Parameters
    ----------
    executed
        The notebook.
    around
        What stands around a page.
    about
        Business unit, quarter and organisation.
    workings
        File of the auditors' variant; empty if there is none.
    """
    return _export(executed, around, {"about": about, "other": workings, "with_code": False})


def workings_page(
    executed: ExecutedNotebook, around: dict[str, Any], about: str, report: str, record: Mapping[str, object]
) -> bytes:
    """Return the report for auditors: every cell with what it gave, and how the run can be identified and repeated.

    Parameters
    ----------
    executed, around, about
        As for a report without code.
    report
        File of that report.
    record
        The run's row of the table ``runs``.
    """
    metadata = executed.notebook.metadata
    facts = {say(heading): _written(record.get(name)) for name, heading in _RUN_FACTS.items()}
    facts["Python"] = str(metadata.get("language_info", {}).get("version", ""))
    facts["papermill"] = str(metadata.get("papermill", {}).get("version", ""))
    values = {
        "about": about,
        "other": report,
        "with_code": True,
        "facts": {heading: fact for heading, fact in facts.items() if fact},
        "parameters": {name: _parameter(name, value) for name, value in executed.parameters.items()},
        "inputs": _inputs(record.get("inputs")),
        "packages": _packages(),
    }
    return _export(executed, around, values)


def _export(executed: ExecutedNotebook, around: dict[str, Any], values: Mapping[str, object]) -> bytes:
    page = {**values, "sections": executed.sections, "title": executed.title}
    body, _ = _exporter().from_notebook_node(executed.notebook, resources={"pmobook": around, "page": page})
    return str(body).encode("utf-8", "replace")  # half a surrogate pair can't be written


@functools.cache
def _exporter() -> HTMLExporter:
    folders = [str(static_folder()), str(template_folder())]
    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="report",
        extra_template_basedirs=[str(workbook_folder() / "templates")],
        extra_template_paths=folders,
        exclude_anchor_links=True,
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        mermaid_js_url="",
    )


def _written(value: object) -> str:
    text = "" if value is None or value != value else str(value)  # noqa: PLR0124 - NaN and NaT differ from themselves
    return text.removesuffix("+00:00")


def _parameter(name: str, value: object) -> str:
    """Write a parameter; of a folder only its own name, since where it stood is a matter of the machine that ran it."""
    return PurePath(str(value)).name if name in _FOLDERS else str(value)


def _inputs(value: object) -> dict[str, str]:
    if not isinstance(value, str) or not value:
        return {}
    return {str(name): str(digest) for name, digest in sorted(json.loads(value).items())}


@functools.cache
def _packages() -> dict[str, str]:
    """Return the versions of the packages that pmobook names as needed, as they are installed here."""
    versions = {}
    for requirement in importlib.metadata.requires("pmobook") or ():
        name = requirement.split(";")[0].strip().split(">")[0].split("=")[0].split("[")[0].strip()
        if "extra ==" in requirement:
            continue
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = say("not installed")
    return dict(sorted(versions.items()))
