import numpy as np
import pytest

from pmobook.assess.scoring import band
from pmobook.assess.scoring.bands import reaches
from pmobook.method.scoring_rules import scoring_rules


# ISO/IEC 33020: boundaries belong to the lower class.
@pytest.mark.parametrize(
    ("percentage", "expected"),
    [
        (0, "none"),
        (15, "none"),
        (15.01, "partial"),
        (50, "partial"),
        (50.01, "large"),
        (85, "large"),
        (85.01, "full"),
        (100, "full"),
    ],
)
def test_a_boundary_belongs_to_the_lower_band(percentage, expected):
    assert band(percentage) == expected


def test_what_arithmetic_adds_does_not_move_a_boundary():
    assert band(100 * (0.1 + 0.2 + 0.55)) == "large"
    assert not reaches(np.array([0.5 + 1e-13]), "large", scoring_rules().constants)[0]


@pytest.mark.parametrize("percentage", [-0.1, 100.1, float("nan")])
def test_what_is_no_percentage_is_refused(percentage):
    with pytest.raises(ValueError, match="expected a percentage from 0 to 100"):
        band(percentage)
