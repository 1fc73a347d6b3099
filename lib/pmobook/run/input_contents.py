"""What a business unit's results may take from the engagement's folder, part by part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.errors import Problem
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.channels import CHANNEL_KEYS, without_channels
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import EngagementParameters
from pmobook.inputs.own_models import own_models_digest
from pmobook.inputs.pack import history_digest
from pmobook.inputs.pack_contents import PackContents, read_contents
from pmobook.inputs.pool import pool_digest
from pmobook.method.yaml_text import Definition, load_model
from pmobook.run.reads import BESIDE, Reads
from pmobook.vocabulary import Quarter

__all__ = ["ONLY_FOR_RERUNS", "InputContents", "input_contents", "input_digest"]

_SHORT = 16
ONLY_FOR_RERUNS = {"notify", "scorecards_url"}
"""Parameters of an engagement that no notebook reads."""
_BESIDE: Mapping[str, Callable[[Engagement], str | None]] = {
    "maturity": lambda engagement: own_models_digest(engagement.folder),
    "pool": pool_digest,
}


@dataclass(frozen=True)
class InputContents:
    """A business unit's inputs as they stand.

    Attributes
    ----------
    digest
        What `input_digest` returned just before the parts were looked at.
    quarter
        Whose inputs they are.
    own
        ``engagement.yaml`` and ``business_units/retail.yaml`` to the digest of what they say; a comment is no part of it, nor is
        whom to tell of results.
    pack
        The quarter's pack.
    earlier
        Quarter to each pack before it, oldest first.
    beside
        Folder of the engagement to its digest, as far as there is anything in it.
    """

    digest: str
    quarter: Quarter
    own: Mapping[str, str]
    pack: PackContents
    earlier: Mapping[Quarter, PackContents] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the quarter's pack."""
        return self.pack.problems

    def parts(self, reads: Reads | None = None) -> dict[str, str]:
        """Return a short digest of each part that a notebook reads, by its name as its sender knows it.

        Parameters
        ----------
        reads
            What the notebook declares; every part there is if it declares nothing.

        Returns
        -------
        dict
            ``engagement.yaml``, ``business_units/retail.yaml``, ``form risks``, ``place of the pack``, ``handover.yaml``,
            ``pack of 2026Q2``, ``maturity models of its own`` and ``pool``, as far as there are any.
        """
        forms = self.pack.forms if reads is None else {name: self.pack.forms.get(name) for name in reads.forms}
        beside = self.beside if reads is None else {name: self.beside.get(name) for name in reads.beside}
        found = {
            **self.own,
            **{f"form {name}": digest for name, digest in forms.items()},
            "place of the pack": hashlib.sha256(self.pack.source.encode()).hexdigest(),
            "handover.yaml": self.pack.received,
            **{f"pack of {quarter}": digest for quarter, digest in self._earlier(reads).items()},
            **{BESIDE[name]: digest for name, digest in beside.items()},
        }
        return {name: digest[:_SHORT] for name, digest in found.items() if digest}

    def _earlier(self, reads: Reads | None) -> dict[Quarter, str]:
        if reads is None:
            return {quarter: pack.files for quarter, pack in self.earlier.items()}
        readable = [quarter for quarter, pack in self.earlier.items() if not pack.problems]
        latest = readable[-1:] if reads.earlier else []
        wanted = {quarter: set(reads.history) for quarter in self.earlier if reads.history}
        of_year = [one for one in readable if reads.year_before and one == self.quarter.year_before]
        for forms, quarters in ((reads.earlier, latest), (reads.year_before, of_year)):
            wanted |= {quarter: {*wanted.get(quarter, ()), *forms} for quarter in quarters}
        return {quarter: _of_forms(self.earlier[quarter], names) for quarter, names in wanted.items()}


def input_contents(engagement: Engagement, business_unit: str, quarter: Quarter) -> InputContents:
    """Look at everything that a business unit's results take from the engagement's folder.

    Raises
    ------
    ProblemsFound
        If ``engagement.yaml`` or the business unit's own file is no more what it should be.
    OSError
        If one of them is gone.
    """
    digest = input_digest(engagement, business_unit, quarter)
    shared, own = _own_files(engagement, business_unit)
    kinds: tuple[tuple[type[Definition], Path], ...] = ((EngagementParameters, shared), (BusinessUnit, own))
    quarters = engagement.quarters(business_unit)
    names = [path.relative_to(engagement.folder).as_posix() for path in (shared, own)]
    read = [load_model(kind, path, name) for (kind, path), name in zip(kinds, names, strict=True)]
    said = [one.model_dump_json(exclude=set(CHANNEL_KEYS)) for one in read]
    return InputContents(
        digest=digest,
        quarter=quarter,
        own={name: hashlib.sha256(text.encode()).hexdigest() for name, text in zip(names, said, strict=True)},
        pack=read_contents(engagement, business_unit, quarter),
        earlier={one: read_contents(engagement, business_unit, one) for one in quarters if one < quarter},
        beside={name: found for name, digest_of in _BESIDE.items() if (found := digest_of(engagement)) is not None},
    )


def input_digest(engagement: Engagement, business_unit: str, quarter: Quarter) -> str:
    """Return the digest of everything that a business unit's results may take from the engagement's folder, byte for byte.

    Only the lines of ``engagement.yaml`` that say whom to tell are left out: no result depends on them.
    """
    total = hashlib.sha256(history_digest(engagement, business_unit, quarter).encode())
    shared, own = (path.read_bytes() for path in _own_files(engagement, business_unit))
    for content in (without_channels(shared), own):
        total.update(hashlib.sha256(content).digest())
    for digest_of in _BESIDE.values():
        digest = digest_of(engagement)
        if digest is not None:
            total.update(digest.encode())
    return total.hexdigest()


def _own_files(engagement: Engagement, business_unit: str) -> tuple[Path, Path]:
    return engagement.folder / "engagement.yaml", engagement.folder / "business_units" / f"{business_unit}.yaml"


def _of_forms(pack: PackContents, names: set[str]) -> str:
    """Return one digest of some forms of a pack; of its problems if it can't be read, since they are told."""
    if pack.problems:
        return hashlib.sha256("\n".join(map(str, pack.problems)).encode("utf-8", "backslashreplace")).hexdigest()
    said = {name: pack.forms[name] for name in sorted(names) if name in pack.forms}
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
