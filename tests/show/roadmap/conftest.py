"""Small and large plans, loaded by their place: tests are no package."""

import functools
import importlib.util
from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def plans():
    place = Path(__file__).parents[2] / "roadmap_plans.py"
    specification = importlib.util.spec_from_file_location("roadmap_plans", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def many(plans):
    """Return what draws a roadmap of so many projects, each of which requires two others and ends in a benefit."""

    @functools.cache
    def draw(count):
        projects, links, gates, benefits, starts = [], [], [], [], {}
        for at in range(count):
            key, start = f"P{at:03}", pd.Timestamp("2026-06-01") + pd.Timedelta(days=(at * 37) % 500)
            finish = start + pd.Timedelta(days=120 + (at * 53) % 300)
            category = ("Digital", "Property", "")[at % 3]
            projects.append(plans.project(key, start, finish, category=category, mandate="yes" if at % 5 == 0 else "no"))
            links += [plans.requires(key, f"P{other:03}") for other in {at // 2, at // 3} if other != at]
            gates += [
                {"project_id": key, "gate": f"G{step}", "due_on": start + (finish - start) * step / 4} for step in (1, 2, 3)
            ]
            quarter = pd.Period(finish + pd.Timedelta(days=60), freq="Q")
            benefits += plans.benefit(f"B{at}", key, {str(quarter): 0.4, str(quarter + 1): 1.3})
            starts[key] = at % 4
        return plans.draw(projects, links, gates, benefits, starts=starts)

    return draw
