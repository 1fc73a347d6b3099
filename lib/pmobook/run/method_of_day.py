"""The method of the day: kept when results are published, and put in place again for a run of another day."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from pmobook.errors import PmobookError
from pmobook.method.places import contents_digest, method_contents, method_folder
from pmobook.record.methods_kept import keep_method
from pmobook.record.place import Place
from pmobook.record.store import Store
from pmobook.run.report import Outcome
from pmobook.vocabulary import Quarter, quoted

__all__ = ["keep_todays_method", "method_of", "standing_runs"]


def keep_todays_method(results: Place, outcomes: Iterable[Outcome]) -> None:
    """Keep the method beside the results, if it is still what a batch's outcomes were made with."""
    contents = method_contents(method_folder())
    digest = contents_digest(contents)
    if any(one.fingerprint is not None and one.fingerprint.method_digest == digest for one in outcomes):
        keep_method(results, contents)


def standing_runs(store: Store, quarter: Quarter, business_units: Collection[str] | None = None) -> pd.DataFrame:
    """Return the rows of ``runs`` whose results stand for a quarter, one a business unit and notebook.

    Raises
    ------
    PmobookError
        If nothing stands, or nothing of a business unit named.
    """
    stands = store.run_ids(quarter)
    for name in business_units or ():
        if name not in stands:
            message = (
                f"Nothing is recorded for {quarter} of a business unit {quoted(name)}. There are {', '.join(stands) or 'none'}."
            )
            raise PmobookError(message)
    if not stands:
        quarters = ", ".join(map(str, store.quarters())) or "no quarter"
        message = f"Nothing is recorded for {quarter}. There are results for {quarters}."
        raise PmobookError(message)
    runs = store.table("runs", quarter).dropna(subset="fingerprint")
    places = zip(runs["business_unit"], runs["notebook"], runs["run_id"], strict=True)
    chosen = set(business_units or stands)
    is_standing = [unit in chosen and stands.get(unit, {}).get(notebook) == run for unit, notebook, run in places]
    standing = runs[np.array(is_standing, dtype=bool)]
    latest = standing.sort_values("publication", kind="stable").drop_duplicates(["business_unit", "notebook"], keep="last")
    return latest.sort_values(["business_unit", "notebook"], ignore_index=True)


def method_of(runs: pd.DataFrame, quarter: Quarter) -> str:
    """Return the digest of the method with which some runs of a quarter were made.

    Raises
    ------
    PmobookError
        If they were made with several methods, or it isn't known.
    """
    digests = sorted(set(runs["method_digest"].dropna()))
    if not digests:
        message = f"The table of runs doesn't know by which method the results of {quarter} were made."
        raise PmobookError(message)
    if len(digests) > 1:
        listed = ", ".join(digest[:12] for digest in digests)
        message = (
            f"The results of {quarter} were made with {len(digests)} methods ({listed}): business units were published at "
            "different times. Name those whose results one method made, with --business-unit; pmobook history shows which."
        )
        raise PmobookError(message)
    return str(digests[0])
