"""Everything that a run's results depend on, in one digest: the same fingerprint gives the same results."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path

import pmobook
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.handed_in import find_pack_files
from pmobook.inputs.own_models import own_models_digest
from pmobook.inputs.pack import history_digest, read_pack
from pmobook.inputs.pool import pool_digest
from pmobook.method.places import contents_digest, method_contents, method_folder
from pmobook.run.catalogue import Notebook
from pmobook.run.parameters import Value
from pmobook.vocabulary import Quarter

__all__ = ["Fingerprint", "Workbook", "code_files", "input_digest", "input_parts", "take_fingerprint"]

# Rooms whose code a notebook runs. The runner, the pages and the generator can change without changing a result.
_ROOMS = ("__init__.py", "errors.py", "rounding.py", "vocabulary.py", "method", "inputs", "assess", "show", "record")
_PACKAGES = (
    "highspy",
    "numpy",
    "ortools",
    "pandas",
    "pyarrow",
    "pydantic",
    "python-calamine",
    "pyyaml",
    "scipy",
    "vl-convert-python",
)
_PACKAGE = Path(pmobook.__file__).parent
_SHORT = 16


@dataclass(frozen=True)
class Workbook:
    """The parts of a fingerprint that all tasks of a batch share.

    Attributes
    ----------
    method_digest
        Of every file of the method.
    library_version
        The version of pmobook.
    library_digest
        Of the code that notebooks run, and the versions of Python and of the packages that results come from.
    """

    method_digest: str
    library_version: str
    library_digest: str

    @classmethod
    def now(cls) -> Workbook:
        """Take the digests of the workbook as it is."""
        python = ".".join(platform.python_version_tuple()[:2])
        versions = [f"python {python}", *(f"{name} {metadata.version(name)}" for name in _PACKAGES)]
        return cls(
            method_digest=contents_digest(method_contents(method_folder())),
            library_version=pmobook.__version__,
            library_digest=contents_digest(_code(), *versions),
        )


@dataclass(frozen=True)
class Fingerprint:
    """All that the results of one notebook for one business unit and quarter depend on.

    Attributes
    ----------
    business_unit, quarter, notebook
        Whose results they are.
    input_digest
        Of the business unit's packs up to the quarter, ``engagement.yaml``, the business unit's own file, the maturity models
        that the engagement brings along, and the pool that it is compared with.
    method_digest, library_version, library_digest
        See `Workbook`.
    notebook_digest
        Of what the notebook's cells say.
    parameters
        The parameters given, as JSON with sorted keys.
    seed
        The notebook's seed of chance; None if it has none.
    inputs
        What `input_parts` returned, as JSON: it says which of the inputs changed where ``input_digest`` says that they did.
        No part of the digest, which the same inputs alone must decide.
    """

    business_unit: str
    quarter: str
    notebook: str
    input_digest: str
    method_digest: str
    library_version: str
    library_digest: str
    notebook_digest: str
    parameters: str
    seed: int | None
    inputs: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all of it."""
        depends_on = {name: value for name, value in dataclasses.asdict(self).items() if name != "inputs"}
        return hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()

    @property
    def run_id(self) -> str:
        """The id that every row of the results carries."""
        return self.digest[:16]


def take_fingerprint(
    business_unit: str,
    quarter: Quarter,
    notebook: Notebook,
    inputs: str,
    workbook: Workbook,
    given: Mapping[str, Value],
    parts: Mapping[str, str] | None = None,
) -> Fingerprint:
    """Return the fingerprint of a task.

    Parameters
    ----------
    inputs
        What `input_digest` returned for the business unit.
    given
        The parameters given, without those that say what the notebook runs for.
    parts
        What `input_parts` returned for the business unit.
    """
    declared = notebook.parameters.get("seed")
    seed = given.get("seed", declared.default) if declared else None
    return Fingerprint(
        business_unit=business_unit,
        quarter=str(quarter),
        notebook=notebook.name,
        input_digest=inputs,
        method_digest=workbook.method_digest,
        library_version=workbook.library_version,
        library_digest=workbook.library_digest,
        notebook_digest=notebook.digest,
        parameters=json.dumps(dict(given), sort_keys=True),
        seed=seed if isinstance(seed, int) else None,
        inputs=json.dumps(dict(parts), sort_keys=True) if parts else "",
    )


def input_digest(engagement: Engagement, business_unit: str, quarter: Quarter) -> str:
    """Return the digest of everything that a business unit's results take from the engagement's folder."""
    total = hashlib.sha256(history_digest(engagement, business_unit, quarter).encode())
    for path in (engagement.folder / "engagement.yaml", engagement.folder / "business_units" / f"{business_unit}.yaml"):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    own_models = own_models_digest(engagement.folder)
    for digest in (own_models, pool_digest(engagement)):
        if digest is not None:
            total.update(digest.encode())
    return total.hexdigest()


def input_parts(engagement: Engagement, business_unit: str, quarter: Quarter) -> dict[str, str]:
    """Return a short digest of each thing that `input_digest` covers, by its name as its sender knows it.

    Of the quarter's own pack, each form counts by what it says: where a row stands in the sheet is no part of it. Earlier
    packs count as a whole.

    Returns
    -------
    dict
        ``engagement.yaml``, ``business_units/retail.yaml``, ``form risks``, ``handover.yaml``, ``pack of 2026Q2``,
        ``maturity models of its own`` and ``pool``, as far as there are any.

    Raises
    ------
    ProblemsFound
        If the quarter's pack has problems.
    """
    own = (engagement.folder / "engagement.yaml", engagement.folder / "business_units" / f"{business_unit}.yaml")
    parts = {path.relative_to(engagement.folder).as_posix(): _short(path.read_bytes()) for path in own}
    for one in engagement.quarters(business_unit):
        if one < quarter:
            parts[f"pack of {one}"] = find_pack_files(engagement, business_unit, one).digest[:_SHORT]
    pack = read_pack(engagement, business_unit, quarter)
    for name, rows in pack.forms.items():
        said = rows.drop(columns="row", errors="ignore").to_csv(index=False)
        parts[f"form {name}"] = _short(said.encode("utf-8", "backslashreplace"))
    if pack.received is not None:
        parts["handover.yaml"] = _short(pack.received.model_dump_json().encode())
    for name, digest in (
        ("maturity models of its own", own_models_digest(engagement.folder)), ("pool", pool_digest(engagement)),
    ):  # fmt: skip
        if digest is not None:
            parts[name] = digest[:_SHORT]
    return parts


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_SHORT]


def code_files() -> list[Path]:
    """Return the files of pmobook that a notebook's results depend on."""
    return [path for room in _ROOMS for path in _files(_PACKAGE / room, "__pycache__")]


def _files(place: Path, *left_out: str) -> list[Path]:
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.is_file() and not set(left_out) & set(path.parts)]


def _code() -> dict[str, bytes]:
    return {path.relative_to(_PACKAGE).as_posix(): path.read_bytes() for path in code_files()}
