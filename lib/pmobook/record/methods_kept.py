"""The methods with which results were made, kept beside them: each once, under its digest, as plain files in a zip archive."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pmobook.errors import PmobookError
from pmobook.method.places import contents_digest
from pmobook.record.durable import replace_file
from pmobook.record.place import Place

__all__ = ["changed_files", "keep_method", "kept_method", "unpack_method"]

FOLDER = "method"
"""Beside the results."""

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_THE_SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same method gives the same archive, whenever it is kept
_MOST_FILES = 2_000
_MOST_BYTES = 50_000_000


def keep_method(results: Place, contents: dict[str, bytes]) -> str:
    """Keep a method beside the results, unless it is there already, and return its digest.

    Parameters
    ----------
    results
        The engagement's ``results`` folder.
    contents
        What `pmobook.method.places.method_contents` returned.
    """
    digest = contents_digest(contents)
    if _read(results, digest) is None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            for name, content in sorted(contents.items()):
                entry = zipfile.ZipInfo(name, _THE_SAME_MOMENT)
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
        replace_file(_place(results, digest), archive.getvalue())
    return digest


def kept_method(results: Place, digest: str) -> dict[str, bytes]:
    """Return the files of a method as they were, by name.

    Raises
    ------
    PmobookError
        If it is not kept, or not as it was.
    """
    if not _DIGEST.match(digest) or not _place(results, digest).is_file():
        message = (
            f"The method of digest {digest[:12] or 'unknown'} is not kept in {results / FOLDER}. Results published by a "
            "version of pmobook that kept no methods can't be computed again with the method of their day."
        )
        raise PmobookError(message)
    contents = _read(results, digest)
    if contents is None:
        message = (
            f"{_place(results, digest)} is damaged: it doesn't hold the method that it is named after. "
            "Bring the file back from a backup."
        )
        raise PmobookError(message)
    return contents


def unpack_method(results: Place, digest: str, folder: Path) -> None:
    """Write the files of a method as they were into a new folder; see `kept_method`."""
    for name, content in kept_method(results, digest).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def changed_files(results: Place, digests: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return each pair of methods to the names of the files in which they differ, as far as both are kept."""
    kept: dict[str, dict[str, bytes]] = {}
    for digest in sorted(set(digests)):
        contents = _read(results, digest) if _DIGEST.match(digest) else None
        if contents is not None:
            kept[digest] = contents
    return {
        (before, now): tuple(name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name))
        for (before, one), (now, other) in itertools.permutations(kept.items(), 2)
    }


def _place(results: Place, digest: str) -> Place:
    return results / FOLDER / f"{digest}.zip"


def _read(results: Place, digest: str) -> dict[str, bytes] | None:
    """Return what an archive holds if that is the method that it is named after; no more is unpacked than a method can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(_place(results, digest).read_bytes())) as packed:
            entries = packed.infolist()
            if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                return None
            if not all(_stays_inside(entry.filename) for entry in entries):
                return None
            contents = {entry.filename: packed.read(entry) for entry in entries}
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError):
        # whatever a broken archive can cause
        return None
    return contents if contents_digest(contents) == digest else None


def _stays_inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and ":" not in name
