"""The history of an engagement's publications, read from its results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import pandas as pd

from pmobook.assess.publications import explain_runs, list_publications
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.record.methods_kept import changed_files
from pmobook.record.store import Store, open_store
from pmobook.vocabulary import Quarter, nearest

__all__ = ["publication_detail", "publication_history"]


def publication_history(
    engagement: Engagement, quarter: Quarter | None = None, business_units: Collection[str] | None = None
) -> pd.DataFrame:
    """Return one row a publication, the newest first; see `pmobook.assess.publications.list_publications`.

    Parameters
    ----------
    quarter, business_units
        Only publications that assessed these; of the latter, only their notebooks are counted.

    Raises
    ------
    PmobookError
        If nothing has been published yet, or never anything of a business unit named.
    """
    store = _published(engagement)
    runs = _of(store.table("runs", quarter), business_units)
    said = pd.DataFrame(
        [
            (each.number, each.committed_at.astimezone(dt.UTC).replace(tzinfo=None), each.quarter, each.library_version)
            for each in store.publications()
        ],
        columns=["publication", "published_at", "quarter", "library_version"],
    )
    return list_publications(said, runs)


def publication_detail(engagement: Engagement, number: int, business_units: Collection[str] | None = None) -> pd.DataFrame:
    """Return every business unit and notebook of a publication; see `pmobook.assess.publications.explain_runs`.

    Raises
    ------
    PmobookError
        If there is no publication of that number, or never anything of a business unit named.
    """
    store = _published(engagement).as_of(number)
    runs = _of(store.table("runs", Quarter.parse(store.publications()[-1].quarter)), business_units)
    return explain_runs(runs, int(number), changed_files(store.results, runs["method_digest"].dropna()))


def _published(engagement: Engagement) -> Store:
    store = open_store(engagement.folder)
    if store.is_empty:
        message = f"Nothing has been recorded yet. Assess the business units with: pmobook run {engagement.folder}"
        raise PmobookError(message)
    return store


def _of(runs: pd.DataFrame, business_units: Iterable[str] | None) -> pd.DataFrame:
    """Return the runs of some business units, of which one that has left the engagement may be named too."""
    if business_units is None:
        return runs
    known = set(runs["business_unit"])
    for name in business_units:
        if name not in known:
            guess = nearest(name, known)
            told = f"did you mean {guess}?" if guess else f"There are runs of {', '.join(sorted(known)) or 'none'}."
            message = f"Nothing was ever published of a business unit {name!r}; {told}"
            raise PmobookError(message)
    return runs[runs["business_unit"].isin(list(business_units))].reset_index(drop=True)
