"""The method of the day: kept when results are published, and put in place again for a run of another day."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.method.places import contents_digest, method_contents, method_folder
from pmobook.record.methods_kept import keep_method
from pmobook.record.store import Store
from pmobook.run.report import Outcome
from pmobook.vocabulary import Quarter

__all__ = ["keep_todays_method", "method_of"]


def keep_todays_method(results: Path, outcomes: Iterable[Outcome]) -> None:
    """Keep the method beside the results, if it is still what a batch's outcomes were made with."""
    contents = method_contents(method_folder())
    digest = contents_digest(contents)
    if any(one.fingerprint is not None and one.fingerprint.method_digest == digest for one in outcomes):
        keep_method(results, contents)


def method_of(store: Store, quarter: Quarter) -> str:
    """Return the digest of the method with which the results that stand for a quarter were made.

    Raises
    ------
    PmobookError
        If nothing stands, or they were made with several methods.
    """
    runs = store.table("runs", quarter)
    standing = {run for notebooks in store.run_ids(quarter).values() for run in notebooks.values()}
    digests = sorted(set(runs.loc[runs["run_id"].isin(standing), "method_digest"].dropna()))
    if not digests:
        message = f"Nothing is recorded for {quarter}, so there is no method of its day."
        raise PmobookError(message)
    if len(digests) > 1:
        listed = ", ".join(digest[:12] for digest in digests)
        message = (
            f"The results of {quarter} were made with {len(digests)} methods ({listed}): business units were published at "
            "different times. Name the business units whose results one method made, with --business-unit."
        )
        raise PmobookError(message)
    return str(digests[0])
