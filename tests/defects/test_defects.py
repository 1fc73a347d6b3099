"""Every defect that a pack can have gives the lines that stand beside it in ``expected.txt``: these and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.vocabulary import Quarter

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.txt") if path.parent.name != "demo_late_pack")
QUARTER = Quarter(2026, 3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_defect_gives_the_lines_that_stand_beside_it(case: Path, engagement_with_defect: Callable[[Path], Engagement]):
    engagement = engagement_with_defect(case)
    lines = [str(problem) for problem in find_problems(engagement, "retail", QUARTER)]
    assert lines == (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    with pytest.raises(ProblemsFound) as refused:
        read_pack(engagement, "retail", QUARTER)
    assert [str(problem) for problem in refused.value.problems] == lines


def test_every_folder_says_what_is_expected():
    """A defect without its lines would never be looked at."""
    folders = {path.name for path in Path(__file__).parent.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders - {"demo_late_pack"} == {case.name for case in CASES}
