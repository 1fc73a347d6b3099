"""Published selections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def petersen():
    """Return the seven R&D project selection problems of Petersen (1967) with their proven optima."""
    return json.loads((Path(__file__).parent / "data" / "petersen.json").read_text("utf-8"))["problems"]


@pytest.fixture
def or_library():
    """Return selections of up to 105 projects and 30 limits from OR-Library with their published optima."""
    return json.loads((Path(__file__).parent / "data" / "or_library.json").read_text("utf-8"))["problems"]
