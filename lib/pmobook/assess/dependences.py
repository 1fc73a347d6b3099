"""What results depend on, and what of it changed between two runs: inputs, method, code, notebook, parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pmobook.assess.wording import listed
from pmobook.language import say, say_many

__all__ = ["Dependences", "differences", "parameters_of"]

_FORM = "form "
_GATHERS = "gathers"  # the parameter by which a notebook is told whose results it gathers: they are its inputs
_MOST = 8


@dataclass(frozen=True)
class Dependences:
    """What differs between what two runs depended on.

    Attributes
    ----------
    inputs
        Whether anything that was handed in differs.
    parts
        Which of it: ``form risks``, ``pack of 2026Q2``, ``engagement.yaml``; none if only the files differ and not what they
        say, None if the two runs did not record it.
    gathered
        Whether results of other notebooks differ that it gathers.
    method, library, notebook, seed
        Whether these differ.
    method_files
        Files of the method that differ, as far as both methods are kept.
    versions
        Versions of pmobook, before and now.
    parameters
        Parameter to its value before and now, as JSON texts; empty stands for its default.
    """

    inputs: bool = False
    parts: tuple[str, ...] | None = ()
    gathered: bool = False
    method: bool = False
    method_files: tuple[str, ...] = ()
    library: bool = False
    versions: tuple[str, str] = ("", "")
    notebook: bool = False
    seed: bool = False
    parameters: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def way(self) -> bool:
        """Whether the way from inputs to results differs: the method, the code, the notebook or what it was given."""
        return self.method or self.library or self.notebook or self.seed or bool(self.parameters)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each difference in words; none if there is none."""
        gathered = (say("results that it gathers changed"),) if self.gathered else ()
        return (*((self._inputs(),) if self.inputs else ()), *gathered, *self.reasons_of_way)

    @property
    def reasons_of_way(self) -> tuple[str, ...]:
        """Each difference in the way from inputs to results, in words."""
        said = []
        if self.method:
            files = f": {listed(self.method_files, most=_MOST)}" if self.method_files else ""
            said.append(say("method changed{files}", files=files))
        if self.library:
            before, now = self.versions
            same = say("its code or the packages beneath it differ")
            said.append(
                say(
                    "pmobook changed: {to}",
                    to=say("{before} to {now}", before=before, now=now)
                    if before != now
                    else say("{now} both times, but {same}", now=now, same=same),
                )
            )
        if self.notebook:
            said.append(say("notebook changed"))
        if self.parameters:
            given = [
                say("{name} {was} to {is_now}", name=name, was=was or say("default"), is_now=is_now or say("default"))
                for name, (was, is_now) in self.parameters.items()
            ]
            said.append(say("parameters changed: {given}", given=listed(given, most=_MOST)))
        elif self.seed:
            said.append(say("seed changed"))
        return tuple(said)

    def _inputs(self) -> str:
        if self.parts is None:
            return say("inputs changed (which of them was not recorded)")
        if not self.parts:
            return say("inputs changed: the files, but nothing that they say")
        forms = [part.removeprefix(_FORM) for part in self.parts if part.startswith(_FORM)]
        others = [part for part in self.parts if not part.startswith(_FORM)]
        named = [say_many("form {forms}", "forms {forms}", len(forms), forms=listed(forms, most=_MOST))] if forms else []
        return say("inputs changed: {it}", it="; ".join([*named, *([listed(others, most=_MOST)] if others else [])]))


def differences(
    before: Mapping[Any, Any], now: Mapping[Any, Any], method_files: Mapping[tuple[str, str], tuple[str, ...]] | None = None
) -> Dependences:
    """Return what differs between what two runs depended on.

    Parameters
    ----------
    before, now
        Rows of the table ``runs``. A digest that one of them lacks counts as different: nobody can say that it is the same.
    method_files
        Digests of two methods, before and now, to the names of the files in which they differ.

    Notes
    -----
    Of runs of a notebook that declared what it reads, a difference in anything else is none.
    """
    one, other = _text(before, "method_digest"), _text(now, "method_digest")
    known = (method_files or {}).get((one, other), ())
    read = _changed(before, now, "method_read")
    parts = _changed(before, now, "inputs")
    return Dependences(
        inputs=_differ(before, now, "input_digest") if parts is None or read is None else bool(parts),
        parts=parts,
        gathered=_object(before, "parameters").get(_GATHERS) != _object(now, "parameters").get(_GATHERS),
        method=_differ(before, now, "method_digest") if read is None else bool(read),
        method_files=known if read is None else _files_of(read, known),
        library=_differ(before, now, "library_digest") or _differ(before, now, "library_version"),
        versions=(_text(before, "library_version") or "unknown", _text(now, "library_version") or "unknown"),
        notebook=_differ(before, now, "notebook_digest"),
        seed=_text(before, "seed") != _text(now, "seed"),
        parameters=_parameters(before, now),
    )


def parameters_of(run: Mapping[Any, Any]) -> dict[str, object]:
    """Return the parameters that somebody gave a run, by name: a row of the table ``runs``."""
    return {name: value for name, value in _object(run, "parameters").items() if name != _GATHERS}


def _text(row: Mapping[Any, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN differs from itself


def _differ(before: Mapping[Any, Any], now: Mapping[Any, Any], name: str) -> bool:
    return not _text(now, name) or _text(before, name) != _text(now, name)


def _object(row: Mapping[Any, Any], name: str) -> dict[str, object]:
    try:
        value = json.loads(_text(row, name) or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _changed(before: Mapping[Any, Any], now: Mapping[Any, Any], name: str) -> tuple[str, ...] | None:
    """Return the parts that differ; None if one of the two didn't record its parts."""
    one, other = _object(before, name), _object(now, name)
    if not one or not other:
        return None
    return tuple(part for part in sorted(one.keys() | other.keys()) if one.get(part) != other.get(part))


def _files_of(read: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files that differ in what was read of the method; the folder's name where its files are not known."""
    return tuple(file for name in read for file in ([one for one in known if one.startswith(f"{name}/")] or [name]))


def _parameters(before: Mapping[Any, Any], now: Mapping[Any, Any]) -> dict[str, tuple[str, str]]:
    one, other = _object(before, "parameters"), _object(now, "parameters")
    return {
        name: tuple(json.dumps(given[name]) if name in given else "" for given in (one, other))  # type: ignore[misc]
        for name in sorted(one.keys() | other.keys())
        if name != _GATHERS and (name not in one or name not in other or one[name] != other[name])
    }
