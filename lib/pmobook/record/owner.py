"""Whose results a place outside the engagement's folder holds, so that two engagements never share one."""

from __future__ import annotations

import contextlib
import json

from pmobook.errors import PmobookError
from pmobook.record.durable import create_file
from pmobook.record.place import Place

__all__ = ["claim_results"]

_FILE = "engagement.json"


def claim_results(results: Place, organisation: str) -> None:
    """Note whose results a place holds; the first run there does.

    Parameters
    ----------
    results
        A place that a storage's address or folder names; its lock must be held.
    organisation
        As ``engagement.yaml`` names it.

    Raises
    ------
    PmobookError
        If another organisation's results are kept there, or the note can't be read.
    """
    note = results / _FILE
    with contextlib.suppress(FileExistsError):
        create_file(note, json.dumps({"organisation": organisation}, ensure_ascii=False).encode())
    try:
        kept = json.loads(note.read_bytes())["organisation"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{note} can't be read ({error}). Bring the file back from a backup; it says whose results stand beside it."
        raise PmobookError(message) from None
    if kept != organisation:
        message = (
            f"{results} holds the results of {kept}, and this engagement is {organisation}'s. Nothing was changed. Name another "
            f"folder; if the organisation was only renamed, correct {_FILE} there."
        )
        raise PmobookError(message)
