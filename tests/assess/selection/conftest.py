"""Published selections."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def petersen():
    """Return the seven R&D project selection problems of Petersen (1967) with their proven optima."""
    return json.loads((Path(__file__).parent / "data" / "petersen.json").read_text("utf-8"))["problems"]
