"""The notebooks there are to run: found, read without a kernel, and told apart by what their cells say."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.run.parameters import GATHERS, GIVEN_BY_THE_RUNNER, Declared, declared_parameters
from pmobook.run.reads import Reads, declared_reads
from pmobook.vocabulary import nearest, quoted

__all__ = ["Notebook", "choose_notebooks", "find_notebooks"]

_NUMBERED = re.compile(r"[0-9]{2}_[a-z][a-z0-9_]{0,59}\Z")


@dataclass(frozen=True)
class Notebook:
    """A numbered notebook.

    Attributes
    ----------
    name
        Its file's name without the ending, such as ``10_maturity``.
    path
        Where it stands.
    parameters
        The parameters it declares.
    digest
        SHA-256 of what its cells say; its outputs don't count, so that running it by hand changes nothing.
    reads
        What it declares to read; None if nothing: then it may read everything.
    """

    name: str
    path: Path
    parameters: Mapping[str, Declared]
    digest: str
    reads: Reads | None = None

    @property
    def gathers(self) -> bool:
        """Whether it gathers what the notebooks numbered before it recorded, and so runs after them."""
        return GATHERS in self.parameters


def find_notebooks(folder: Path) -> tuple[Notebook, ...]:
    """Return the numbered notebooks of a folder, in their order.

    Raises
    ------
    PmobookError
        If there is none.
    ValueError
        If one is no notebook, or lacks a parameter that the runner gives: a mistake of ours.
    """
    found = tuple(_read(path) for path in sorted(folder.glob("*.ipynb")) if _NUMBERED.match(path.stem))
    if not found:
        message = f"{folder} has no numbered notebooks such as 10_maturity.ipynb. Give the workbook's notebooks folder."
        raise PmobookError(message)
    return found


def choose_notebooks(notebooks: Collection[Notebook], names: Collection[str] | None) -> tuple[Notebook, ...]:
    """Return the notebooks of these names, or all if none are given.

    Raises
    ------
    PmobookError
        If there is no notebook of a name.
    """
    known = {notebook.name: notebook for notebook in notebooks}
    for name in names or ():
        if name not in known:
            guess = nearest(name, known)
            message = f"There is no notebook {quoted(name)}. " + (f"Did you mean {guess}? " if guess else "")
            raise PmobookError(message + f"There are {', '.join(known)}.")
    return tuple(notebook for notebook in notebooks if not names or notebook.name in names)


def _read(path: Path) -> Notebook:
    try:
        content = json.loads(path.read_bytes())
        cells, metadata = content["cells"], content.get("metadata", {})
        said = [
            {"kind": cell["cell_type"], "tags": cell["metadata"].get("tags", []), "source": "".join(cell["source"])}
            for cell in cells
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path} is no notebook ({error!r})"
        raise ValueError(message) from error
    source = next((cell["source"] for cell in said if "parameters" in cell["tags"]), "")
    parameters = declared_parameters(source, path.stem)
    missing = sorted(GIVEN_BY_THE_RUNNER - set(parameters))
    if missing:
        message = f"notebook {path.stem} declares no parameter {', '.join(missing)}"
        raise ValueError(message)
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return Notebook(path.stem, path.resolve(), parameters, digest, declared_reads(metadata, path.stem))
