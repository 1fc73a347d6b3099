"""A file that gathers the news of every quarter: each message once, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

from pmobook.inputs.channels import NewsFile
from pmobook.record.durable import replace_file
from pmobook.run.notify.parcel import NotDelivered, Parcel

__all__ = ["add_news"]

_MOST_BYTES = 100_000_000


def add_news(channel: NewsFile, parcel: Parcel, folder: Path) -> None:
    """Put a message at the end of a file; one that is there already stays there once.

    Parameters
    ----------
    folder
        The engagement's, from which the path counts.

    Raises
    ------
    NotDelivered
        If it can't be written.
    """
    path = folder / channel.path
    line = json.dumps(parcel.as_data(), ensure_ascii=False, allow_nan=False, sort_keys=True)
    heading = f"Message: {parcel.parcel_id}\n"
    text = f"{heading}Dated: {parcel.dated:%Y-%m-%d %H:%M} UTC\nSubject: {parcel.subject}\n\n{parcel.text}\n"
    try:
        if path.exists() and (not path.is_file() or path.stat().st_size > _MOST_BYTES):
            message = f"{channel.path} is no file, or larger than {_MOST_BYTES:,} bytes. Name another, or move it away."
            raise NotDelivered(message, may_pass=False)
        before = path.read_bytes() if path.exists() else b""
        mark = heading.encode() if channel.form == "text" else f'"id": "{parcel.parcel_id}"'.encode()
        if mark in before:
            return
        between = b"\n" if before and not before.endswith(b"\n") else b""
        mode = path.stat().st_mode if before else None
        content = text if channel.form == "text" else f"{line}\n"
        replace_file(path, before + between + content.encode())
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        message = f"{channel.path} can't be written ({error.strerror}). Check its folder's permissions and the disk's space."
        raise NotDelivered(message, may_pass=False) from None
