"""What stands above two quarters side by side: how many figures differ, and what is known of why."""

import pandas as pd
import pytest

from pmobook.show.scorecard_beside import answer_beside


@pytest.mark.parametrize(
    ("causes", "said"),
    [
        (
            ["the world", "the raters"],
            "2 figures of 3 business units with results for both differ. None of it comes from a change of the method.",
        ),
        (
            ["the method and the world", "not separated", "not separated"],
            (
                "3 figures of 3 business units with results for both differ. The method accounts for part of it in 1 figure. "
                "In 2 figures the causes are not told apart from what is recorded."
            ),
        ),
    ],
)
def test_the_answer_counts_figures_by_what_is_known_of_their_causes(causes, said):
    assert answer_beside(pd.DataFrame({"cause": causes}), 3) == said
