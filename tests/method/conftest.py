"""A small model of another kind, in a folder of its own that a test may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pmobook.method.maturity import MaturityModel
from pmobook.method.model_folder import ModelFolder, read_model_folder

SMALL = Path(__file__).parents[1] / "models" / "supplier_office"


@pytest.fixture
def small(tmp_path: Path) -> ModelFolder:
    """A copy of the small model's folder."""
    return ModelFolder(Path(shutil.copytree(SMALL, tmp_path / "supplier_office")), "supplier_office")


@pytest.fixture
def small_model() -> MaturityModel:
    """The small model as it is."""
    return read_model_folder(ModelFolder(SMALL, "supplier_office"))


@pytest.fixture
def change(small: ModelFolder) -> Callable[[str, str, str], None]:
    """Return a function that replaces a text, which must stand there once, in a file of the copy."""

    def replace(name: str, old: str, new: str) -> None:
        path = small.path / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
