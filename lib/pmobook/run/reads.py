"""What a notebook says that it reads, in its own metadata, so that a change of anything else leaves its results standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pmobook.method.forms import FORM_NAMES

__all__ = ["BESIDE", "Reads", "declared_reads"]

BESIDE = {"maturity": "maturity models of its own", "pool": "pool"}
"""Folders of an engagement that a notebook may read, and what the parts of its inputs are called."""

_KEY = "pmobook"


@dataclass(frozen=True)
class Reads:
    """What a notebook reads besides ``engagement.yaml``, the business unit's own file and the pack's ``handover.yaml``.

    Attributes
    ----------
    forms
        Forms of the quarter's pack.
    earlier
        Forms of the latest pack before it that can be read.
    year_before
        Forms of the pack of the same quarter of the year before, if that can be read.
    history
        Forms of every pack before it.
    method
        Files and folders of the method.
    beside
        Folders of the engagement: see `BESIDE`.
    """

    forms: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    year_before: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def declared_reads(metadata: Mapping[str, object], notebook: str) -> Reads | None:
    """Return what a notebook's metadata declares under ``pmobook``; None if nothing: then it may read everything.

    Parameters
    ----------
    metadata
        The notebook's own, not that of a cell.
    notebook
        Its name, for messages.

    Raises
    ------
    ValueError
        If it names what can't be read: a mistake of ours.
    """
    given = metadata.get(_KEY)
    if given is None:
        return None
    known = [field.name for field in fields(Reads)]
    if not isinstance(given, Mapping) or set(given) - set(known):
        message = f"notebook {notebook}, metadata {_KEY}: expected lists named {', '.join(known)}; found {given!r}"
        raise ValueError(message)
    found: dict[str, tuple[str, ...]] = {}
    for name, values in given.items():
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            message = f"notebook {notebook}, metadata {_KEY} > {name}: expected a list of names; found {values!r}"
            raise ValueError(message)
        allowed = {"method": None, "beside": set(BESIDE)}.get(name, set(FORM_NAMES))
        unknown = [value for value in values if allowed is not None and value not in allowed]
        if unknown:
            message = f"notebook {notebook}, metadata {_KEY} > {name}: there is no {', '.join(unknown)}"
            raise ValueError(message)
        found[str(name)] = tuple(values)
    return Reads(**found)
