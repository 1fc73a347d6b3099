"""Everything that a run's results depend on, in one digest: the same fingerprint gives the same results."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import metadata
from pathlib import Path

import pmobook
from pmobook.method.places import contents_digest, method_contents, method_folder
from pmobook.run.catalogue import Notebook
from pmobook.run.input_contents import InputContents, input_digest
from pmobook.run.parameters import Value
from pmobook.run.reads import Reads
from pmobook.vocabulary import Quarter

__all__ = ["Fingerprint", "Workbook", "code_files", "input_digest", "take_fingerprint"]

# Rooms whose code a notebook runs. The runner, the pages and the generator can change without changing a result.
_ROOMS = (
    "__init__.py", "errors.py", "language", "rounding.py", "vocabulary.py", "method", "inputs", "assess", "show", "record",
    "kernels/__init__.py", "kernels/drawing.py", "kernels/engine.py", "kernels/vega",
)  # fmt: skip
_PACKAGES = (
    "babel",
    "highspy",
    "mini-racer",
    "numpy",
    "ortools",
    "pandas",
    "pyarrow",
    "pydantic",
    "python-calamine",
    "pyyaml",
    "scipy",
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
    method_files
        File of the method, by its name below the folder, to its own digest.
    """

    method_digest: str
    library_version: str
    library_digest: str
    method_files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def now(cls) -> Workbook:
        """Take the digests of the workbook as it is."""
        python = ".".join(platform.python_version_tuple()[:2])
        versions = [f"python {python}", *(f"{name} {metadata.version(name)}" for name in _PACKAGES)]
        contents = method_contents(method_folder())
        return cls(
            method_digest=contents_digest(contents),
            method_files={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
            library_version=pmobook.__version__,
            library_digest=contents_digest(_code(), *versions),
        )

    def method_read(self, reads: Reads | None) -> dict[str, str]:
        """Return each file and folder of the method that a notebook declares, with a short digest; none if it declares nothing.

        One that is not there, as in the method of an earlier day, has a digest too.
        """
        return {} if reads is None else {name: self._short(name) for name in reads.method}

    def _short(self, name: str) -> str:
        own = {file: digest for file, digest in self.method_files.items() if file == name or file.startswith(f"{name}/")}
        return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()[:_SHORT]


@dataclass(frozen=True)
class Fingerprint:
    """All that the results of one notebook for one business unit and quarter depend on.

    Attributes
    ----------
    business_unit, quarter, notebook
        Whose results they are.
    input_digest
        Of everything that its business unit's results may depend on, byte for byte: see `input_digest`.
    method_digest, library_version, library_digest
        See `Workbook`.
    notebook_digest
        Of what the notebook's cells say.
    parameters
        The parameters given, as JSON with sorted keys.
    seed
        The notebook's seed of chance; None if it has none.
    inputs
        The parts of the inputs that the notebook reads, as JSON: see `InputContents.parts`.
    method_read
        The files and folders of the method that it reads, in the same way; empty if it doesn't declare what it reads.
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
    method_read: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that counts: of inputs and method what the notebook declares to read, or else everything."""
        passed_over = {"input_digest", "method_digest"} if self.method_read else {"inputs", "method_read"}
        depends_on = {name: value for name, value in dataclasses.asdict(self).items() if name not in passed_over}
        return hashlib.sha256(json.dumps(depends_on, sort_keys=True).encode()).hexdigest()

    @property
    def run_id(self) -> str:
        """The id that every row of the results carries."""
        return self.digest[:16]


def take_fingerprint(
    business_unit: str,
    quarter: Quarter,
    notebook: Notebook,
    inputs: InputContents,
    workbook: Workbook,
    given: Mapping[str, Value],
) -> Fingerprint:
    """Return the fingerprint of a task.

    Parameters
    ----------
    inputs
        The business unit's inputs as they stand.
    given
        The parameters given, without those that say what the notebook runs for.
    """
    declared = notebook.parameters.get("seed")
    seed = given.get("seed", declared.default) if declared else None
    return Fingerprint(
        business_unit=business_unit,
        quarter=str(quarter),
        notebook=notebook.name,
        input_digest=inputs.digest,
        method_digest=workbook.method_digest,
        library_version=workbook.library_version,
        library_digest=workbook.library_digest,
        notebook_digest=notebook.digest,
        parameters=json.dumps(dict(given), sort_keys=True),
        seed=seed if isinstance(seed, int) else None,
        inputs=json.dumps(inputs.parts(notebook.reads), sort_keys=True),
        method_read="" if notebook.reads is None else json.dumps(workbook.method_read(notebook.reads), sort_keys=True),
    )


def code_files() -> list[Path]:
    """Return the files of pmobook that a notebook's results depend on."""
    return [path for room in _ROOMS for path in _files(_PACKAGE / room, "__pycache__")]


def _files(place: Path, *left_out: str) -> list[Path]:
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.is_file() and not set(left_out) & set(path.parts)]


def _code() -> dict[str, bytes]:
    return {path.relative_to(_PACKAGE).as_posix(): path.read_bytes() for path in code_files()}
