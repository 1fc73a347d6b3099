"""Business units of the demo and a small organisation, made once for all tests of the generator."""

from __future__ import annotations

import pytest

from pmobook.generate.business_unit import GeneratedBusinessUnit, Size
from pmobook.generate.columns import COLUMNS
from pmobook.generate.organisation import business_unit
from pmobook.generate.timeline import Timeline
from pmobook.vocabulary import Quarter


@pytest.fixture(scope="session")
def timeline() -> Timeline:
    return Timeline.ending(Quarter(2026, 3), 8)


@pytest.fixture(scope="session")
def demo(timeline) -> dict[str, GeneratedBusinessUnit]:
    names = ("retail", "manufacturing", "supply_chain", "technology", "customer_services", "corporate")
    return {name: business_unit(number, timeline, Size(12, 12), 2026, demo=True) for number, name in enumerate(names)}


@pytest.fixture(params=["retail", "manufacturing", "supply_chain", "technology", "customer_services", "corporate"])
def unit(request, demo) -> GeneratedBusinessUnit:
    return demo[request.param]


@pytest.fixture(scope="session")
def practices():
    """Return the rows of the form practices of a business unit and quarter, by column."""

    def named(unit: GeneratedBusinessUnit, position: int = 7) -> list[dict[str, object]]:
        return [dict(zip(COLUMNS["practices"], row, strict=True)) for row in unit.forms(position)["practices"]]

    return named
