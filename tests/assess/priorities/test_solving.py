import numpy as np
import pytest

from pmobook.assess.priorities import weights
from pmobook.assess.priorities.solving import solve
from pmobook.method.priorities import priorities_method


@pytest.mark.parametrize("method", ["eigenvector", "geometric_mean"])
def test_judges_solved_together_come_out_as_each_by_themselves(noisy, method):
    table = noisy(4, 5, share=0.7)
    together = weights(table, method, options=[f"goal {one}" for one in range(5)]).by_judge
    for judge, rows in table.groupby("judge"):
        alone = weights(rows, method, options=[f"goal {one}" for one in range(5)])
        assert together[judge].weights.tolist() == pytest.approx(alone.weights.tolist(), abs=1e-9)
        assert together[judge].consistency_ratio == pytest.approx(alone.consistency_ratio, abs=1e-9)


def test_two_options_have_nothing_that_disturbs():
    logs = np.array([[[0.0, 1.0], [-1.0, 0.0]]])
    found = solve(logs, "eigenvector", priorities_method())
    assert (found.suspects, found.mendable) == ([None], [None])
    assert found.lambda_max == pytest.approx([2])
