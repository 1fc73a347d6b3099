"""Packs that were read before and had no problems, kept beside the results so that each is read from Excel only once.

Seven notebooks read a business unit's packs of two years; from Excel that takes most of their time. What is kept is typed
rows, in Arrow's own format, and beside them a digest of each form: files that anyone may delete, and that are passed over unless
they are exactly as written.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import io
import json
import secrets
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

import pmobook
from pmobook.inputs.frames_when_asked import FramesWhenAsked
from pmobook.method.places import method_folder

__all__ = ["FOLDER", "forget_other_versions", "keep", "keep_digests", "recall", "recall_digests"]

FOLDER = "packs_read"
"""Beside the results; a folder in it for each version of what reads packs."""

_ROOMS = ("errors.py", "vocabulary.py", "method", "inputs")
_METHOD = ("forms", "maturity")  # what a pack is checked against
_PACKAGE = Path(pmobook.__file__).parent
_DIGEST_LENGTH = hashlib.sha256().digest_size


def recall(results: Path, key: Iterable[object]) -> Mapping[str, pd.DataFrame] | None:
    """Return the forms of a pack that was kept under a key; None if there is none, or it is not as it was written.

    All are read at once, and each becomes a frame when it is asked for.

    Parameters
    ----------
    results
        The engagement's folder of results.
    key
        All that the reading depended on, besides the workbook's own code and method.
    """
    rows = _read(_place(results, key, "arrow"))
    if rows is None:
        return None
    forms, source = {}, pa.BufferReader(rows)
    while source.tell() < len(rows):
        with pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        metadata = dict(table.schema.metadata)
        name = metadata.pop(b"form").decode()
        forms[name] = table.replace_schema_metadata(metadata).to_pandas
    return FramesWhenAsked(forms)


def keep(results: Path, key: Iterable[object], forms: Mapping[str, pd.DataFrame]) -> None:
    """Keep the forms of a pack under a key, if there is a folder of results; where it can't be written, nothing is kept."""
    if not results.is_dir():
        return
    target = io.BytesIO()
    for name, frame in forms.items():
        table = pa.Table.from_pandas(frame, preserve_index=False)
        table = table.replace_schema_metadata({**table.schema.metadata, b"form": name.encode()})
        with pa.ipc.new_stream(target, table.schema) as stream:
            stream.write_table(table)
    _write(_place(results, key, "arrow"), target.getvalue())


def recall_digests(results: Path, key: Iterable[object]) -> dict[str, str] | None:
    """Return what was kept of a pack as digests under a key; None if there is nothing, or it is not as it was written."""
    content = _read(_place(results, key, "json"))
    return None if content is None else dict(json.loads(content))


def keep_digests(results: Path, key: Iterable[object], digests: Mapping[str, str]) -> None:
    """Keep digests of a pack under a key, as `keep` keeps its forms: whoever plans need not load the rows."""
    if results.is_dir():
        _write(_place(results, key, "json"), json.dumps(dict(digests), sort_keys=True).encode())


def forget_other_versions(results: Path) -> None:
    """Remove what other versions of the workbook kept."""
    if (results / FOLDER).is_dir():
        for folder in (results / FOLDER).iterdir():
            if folder.name != _version():
                shutil.rmtree(folder, ignore_errors=True)


def _read(place: Path) -> bytes | None:
    try:
        content = place.read_bytes()
    except OSError:
        return None
    digest, said = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH:]
    return said if hashlib.sha256(said).digest() == digest else None


def _write(place: Path, said: bytes) -> None:
    draft = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    # Only time is lost without it: a full disk or a folder that may not be written to is no reason to stop an assessment.
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(hashlib.sha256(said).digest() + said)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)


def _place(results: Path, key: Iterable[object], ending: str) -> Path:
    name = hashlib.sha256(repr(tuple(str(part) for part in key)).encode()).hexdigest()
    return results / FOLDER / _version() / f"{name}.{ending}"


@functools.cache
def _version() -> str:
    """Return a digest of all that reads packs: the code, the forms and models, and the packages beneath."""
    total = hashlib.sha256(repr((sys.version_info[:2], pd.__version__, pa.__version__)).encode())
    for root in (*(_PACKAGE / room for room in _ROOMS), *(method_folder() / name for name in _METHOD)):
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and "__pycache__" not in path.parts:
                name, content = path.relative_to(root.parent).as_posix(), path.read_bytes()
                total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()[:16]
