"""Office files without the moment at which they were made: the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

__all__ = ["settled"]

_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name


def settled(content: bytes, moment: dt.datetime) -> bytes:
    """Return an Office file whose parts, and the workbooks embedded in it, all name one moment.

    Parameters
    ----------
    content
        The file as written.
    moment
        What it says of when it was made.
    """
    written = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = settled(part, moment)
            elif name == "docProps/core.xml":
                part = _MOMENTS.sub(lambda found: found[1] + written + found[2], part)
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return memory.getvalue()
