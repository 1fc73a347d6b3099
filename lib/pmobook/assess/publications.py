"""What was published when, by which version, from which inputs; and what had changed since the time before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.dependences import differences, parameters_of
from pmobook.assess.tables import build

__all__ = ["PUBLICATIONS", "RUNS_EXPLAINED", "SHORT", "explain_runs", "list_publications"]

SHORT = 12
"""Characters of a digest that a person is shown."""

PUBLICATIONS = {
    "publication": "Int64", "published_at": "datetime64[us]", "quarter": "str", "business_units": "str", "ran": "Int64",
    "kept": "Int64", "failed": "Int64", "skipped": "Int64", "library_version": "str", "method": "str", "inputs": "str",
    "parameters": "str",
}  # fmt: skip
RUNS_EXPLAINED = {
    "quarter": "str", "business_unit": "str", "notebook": "str", "status": "str", "run_id": "str", "compared_with": "Int64",
    "changed": "str", "inputs": "str", "method": "str", "library_version": "str", "library": "str", "notebook_digest": "str",
    "parameters": "str", "reason": "str",
}  # fmt: skip

_STATUSES = ("ran", "kept", "failed", "skipped")
_FIRST, _NOTHING, _UNKNOWN = "first time", "nothing", "not known: the pack could not be read"


def list_publications(publications: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """Return one row a publication, the newest first.

    Parameters
    ----------
    publications
        publication, published_at (in UTC), quarter, library_version.
    runs
        The table of that name; a publication without rows in it is left out.

    Returns
    -------
    DataFrame
        Columns of ``PUBLICATIONS``. Business units are those that the batch looked at, whatever became of them. Statuses
        count notebooks. ``method`` is a short digest, several with commas. ``inputs`` is one short digest over the inputs of
        all business units: the same inputs of the same business units give the same one; it is missing if no pack could be
        read. ``parameters`` are those given, as JSON; missing if none were.
    """
    by_number = dict(tuple(runs.groupby("publication")))
    rows = []
    for said in publications.to_dict(orient="records"):
        own = by_number.get(said["publication"])
        if own is None:
            continue
        counts = own["status"].value_counts()
        rows.append(
            {
                **{str(name): said[name] for name in ("publication", "published_at", "quarter", "library_version")},
                "business_units": ", ".join(sorted(set(own["business_unit"]))),
                **{status: int(counts.get(status, 0)) for status in _STATUSES},
                "method": ", ".join(sorted({digest[:SHORT] for digest in own["method_digest"].dropna()})),
                "inputs": _over_all(own),
                "parameters": _given(own),
            }
        )
    return build(reversed(rows), PUBLICATIONS)


def explain_runs(
    runs: pd.DataFrame, publication: int, method_files: Mapping[tuple[str, str], tuple[str, ...]] | None = None
) -> pd.DataFrame:
    """Return what each notebook's results of one publication depended on, and what of it had changed since the time before.

    Parameters
    ----------
    runs
        The table of that name, of every publication.
    publication
        Its number.
    method_files
        See `pmobook.assess.dependences.differences`.

    Returns
    -------
    DataFrame
        Columns of ``RUNS_EXPLAINED``, by business unit and notebook. ``compared_with`` is the publication before in which the
        same notebook was assessed for the same business unit and quarter; ``changed`` says what differs in words.
    """
    own = runs[runs["publication"] == publication].sort_values(["business_unit", "notebook"], kind="stable")
    earlier = runs[(runs["publication"] < publication) & runs["quarter"].isin(own["quarter"]) & runs["fingerprint"].notna()]
    keys = ["quarter", "business_unit", "notebook"]
    latest = earlier.sort_values("publication", kind="stable").drop_duplicates(keys, keep="last")
    before = {tuple(row[key] for key in keys): row for row in latest.to_dict(orient="records")}
    rows = []
    for now in own.to_dict(orient="records"):
        past = before.get(tuple(now[key] for key in keys))
        rows.append(
            {
                **{str(name): now[name] for name in (*keys, "status", "run_id", "library_version", "parameters", "reason")},
                "compared_with": past["publication"] if past else pd.NA,
                "changed": _changed(now, past, method_files or {}),
                "inputs": _short(now["input_digest"]),
                "method": _short(now["method_digest"]),
                "library": _short(now["library_digest"]),
                "notebook_digest": _short(now["notebook_digest"]),
            }
        )
    return build(rows, RUNS_EXPLAINED)


def _changed(
    now: Mapping[Any, Any], past: Mapping[Any, Any] | None, method_files: Mapping[tuple[str, str], tuple[str, ...]]
) -> str:
    if not isinstance(now["fingerprint"], str):
        return _UNKNOWN
    if past is None:
        return _FIRST
    return "; ".join(differences(past, now, method_files).reasons) or _NOTHING


def _short(digest: object) -> object:
    return digest[:SHORT] if isinstance(digest, str) else None


def _over_all(runs: pd.DataFrame) -> str | None:
    """Return one short digest over all business units' inputs; None if none could be read."""
    known = runs.dropna(subset="input_digest")[["business_unit", "input_digest"]].drop_duplicates()
    pairs = sorted(known.itertuples(index=False, name=None))
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:SHORT] if pairs else None


def _given(runs: pd.DataFrame) -> str | None:
    """Return the parameters given to any notebook, as JSON; None if none were."""
    given: dict[str, object] = {}
    for text in sorted(set(runs["parameters"].dropna())):
        given |= parameters_of({"parameters": text})
    return json.dumps(given, sort_keys=True) if given else None
