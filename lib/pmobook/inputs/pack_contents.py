"""What packs say, form by form, as digests: enough to see what changed without reading the rows again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.errors import Problem
from pmobook.inputs import packs_read
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.handed_in import HANDOVER, find_pack_files
from pmobook.inputs.pack import examination_key, examine
from pmobook.vocabulary import Quarter

__all__ = ["PackContents", "bytes_unread", "digest_form", "read_contents"]

_MISSING = "\0"  # no cell can hold it, so that nothing and an empty text differ


@dataclass(frozen=True)
class PackContents:
    """One pack, as far as a reader of its forms can tell it from another.

    Attributes
    ----------
    source
        The file or folder it is read from, relative to the engagement.
    files
        Digest of its files, byte for byte.
    forms
        Form to the digest of its typed rows and of where they stand in the sheet; empty if there are problems.
    received
        Digest of what ``handover.yaml`` says; empty if there is none.
    problems
        Everything that is wrong with it.
    """

    source: str
    files: str
    forms: Mapping[str, str]
    received: str
    problems: tuple[Problem, ...] = ()


def read_contents(engagement: Engagement, business_unit: str, quarter: Quarter) -> PackContents:
    """Return what a pack says as digests; the rows are read only if nobody has noted their digests before.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    files = find_pack_files(engagement, business_unit, quarter)
    key = examination_key(files, engagement, business_unit)
    noted = packs_read.recall_digests(engagement.results, key)
    if noted is None:
        pack, problems = examine(engagement, business_unit, quarter)
        if problems:
            return PackContents(files.source, pack.digest, {}, "", tuple(problems))
        noted = {name: digest_form(frame) for name, frame in pack.forms.items()}
        if pack.received is not None:
            noted[HANDOVER] = hashlib.sha256(pack.received.model_dump_json().encode()).hexdigest()
        packs_read.keep_digests(engagement.results, key, noted)
    received = noted.pop(HANDOVER, "")
    return PackContents(files.source, str(key[1]), noted, received)


def bytes_unread(engagement: Engagement, business_unit: str, quarter: Quarter) -> int:
    """Return the size of a pack's files; 0 if `read_contents` need not read them, or there are none.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    files = find_pack_files(engagement, business_unit, quarter)
    paths = [path for path in (files.workbook, *files.csv_files) if path is not None]
    if not paths or packs_read.recall_digests(engagement.results, examination_key(files, engagement, business_unit)) is not None:
        return 0
    return sum(path.stat().st_size for path in paths)


def digest_form(frame: pd.DataFrame) -> str:
    """Return the SHA-256 of a form's typed rows, their columns and their order."""
    said = frame.to_csv(index=False, na_rep=_MISSING)
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()
