"""Pages kept beside the results, so that a server that starts anew shows them at once and no reader waits for a kernel.

What is kept is a page as some readers saw it, under everything that it depends on: files that anyone may delete, and that are
passed over unless they are exactly as written. They hold what the results hold, and are to be guarded like them.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import secrets
import sys
import zlib
from collections.abc import Hashable
from pathlib import Path

import pmobook
from pmobook.publish.site import notebooks_folder, template_folder

__all__ = ["FOLDER", "KeptPages"]

FOLDER = "pages"
"""Beside the results; a folder in it for each version of what makes pages."""

_DIGEST_LENGTH = hashlib.sha256().digest_size
_TEMPLATES = ("*.j2", "*.css", "*.js", "*.json")


class KeptPages:
    """The pages kept of one engagement.

    Parameters
    ----------
    results
        The engagement's folder of results; where there is none, nothing is kept.
    most
        Pages kept; the oldest goes first.
    """

    def __init__(self, results: Path, most: int = 1000) -> None:
        self._results, self._most = results, most

    def recall(self, key: Hashable) -> str | None:
        """Return the page kept under a key; None if there is none, or it is not as it was written."""
        try:
            content = self._place(key).read_bytes()
        except OSError:
            return None
        digest, said = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH:]
        return zlib.decompress(said).decode() if hashlib.sha256(said).digest() == digest else None

    def keep(self, key: Hashable, page: str) -> None:
        """Keep a page under everything that it depends on; the newest only, and those of this version of pmobook only."""
        if not self._results.is_dir():
            return
        place, said = self._place(key), zlib.compress(page.encode())
        draft = place.with_name(f".{secrets.token_hex(8)}")
        # Only time is lost without it: a full disk or a folder that may not be written to is no reason to show nothing.
        with contextlib.suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.touch(mode=0o600)
                draft.write_bytes(hashlib.sha256(said).digest() + said)
                draft.replace(place)
            finally:
                draft.unlink(missing_ok=True)
            self._trim()

    def _trim(self) -> None:
        """Remove what is too much: pages of other versions, and the oldest."""
        here = self._results / FOLDER / _version()
        pages = [path for path in (self._results / FOLDER).glob("*/*.page") if path.is_file()]
        others = [path for path in pages if path.parent != here]
        oldest = sorted((path for path in pages if path.parent == here), key=lambda path: path.stat().st_mtime)
        for path in (*others, *oldest[: -self._most]):
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in others}:
            folder.rmdir()

    def _place(self, key: Hashable) -> Path:
        return self._results / FOLDER / _version() / f"{hashlib.sha256(repr(key).encode()).hexdigest()}.page"


@functools.cache
def _version() -> str:
    """Return a digest of all that makes pages: the code, the scorecards' notebooks and the templates."""
    total = hashlib.sha256(repr(sys.version_info[:2]).encode())
    package = Path(pmobook.__file__).parent
    templates = template_folder().parent.parent
    files = [*package.rglob("*.py"), *package.rglob("*.css"), *package.rglob("*.mo"), *notebooks_folder().glob("*.ipynb")]
    for path in sorted([*files, *(path for pattern in _TEMPLATES for path in templates.rglob(pattern))]):
        total.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()[:16]
