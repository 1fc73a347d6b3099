import pandas as pd
import pytest

from pmobook.inputs.pool import POOL_COLUMNS
from pmobook.method.crosswalks import Crosswalks
from pmobook.show.maturity import beside_others, in_other_frames


def pool(organisations):
    rows = [
        {
            "contribution_id": f"{number:032x}", "model_id": "small", "model_version": "1", "rule": "weighted_mean",
            "instrument": "survey", "sector": "Banking", "size": "large", "quarter": "2026Q2", "area_id": area,
            "score": 1 + number / 10,
        }
        for number in range(organisations)
        for area in ("delivery", "overall")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(POOL_COLUMNS)).astype(POOL_COLUMNS)


FRAMES = Crosswalks.model_validate(
    {
        "crosswalks": [
            {
                "frame_id": "two",
                "title": "Two <parts>",
                "source": "A book on two parts",
                "note": "Indicative.",
                "dimensions": [{"dimension_id": "run", "title": "Run"}, {"dimension_id": "change", "title": "Change"}],
                "mapping": [
                    {"capability_id": "planning", "dimensions": {"change": 1.0}},
                    {"capability_id": "reporting", "dimensions": {"run": 0.5, "change": 0.5}},
                    {"capability_id": "budgets", "dimensions": {"run": 1.0}},
                    {"capability_id": "funding", "dimensions": {"run": 1.0}},
                ],
                "not_mapped": [{"capability_id": "skills", "reason": "It has no part for people."}],
            }
        ]
    }
)


def test_without_a_pool_only_the_sentence_stands(named, text):
    said = text(beside_others(named))
    assert said == "There is no pool of other organisations' records, so no benchmark is shown."


def test_with_enough_others_the_median_its_interval_and_the_share_below_are_shown(assess, text):
    said = text(beside_others(assess(pool=pool(9), sector="Banking", size="large")))
    assert "same sector and size" in said
    assert "1.40" in said, "the median of 1.0 to 1.8"
    assert "100%" in said
    assert "fewer than 5 comparable organisations: nothing is shown" in said, "areas that nobody contributed"


@pytest.mark.parametrize("organisations", [1, 4])
def test_too_few_others_show_nothing(assess, text, organisations):
    assert "%" not in text(beside_others(assess(pool=pool(organisations))))


def test_a_frame_shows_its_parts_what_is_missing_and_where_it_is_from(named, text):
    exhibit = in_other_frames(named, FRAMES)
    said = text(exhibit)
    assert "Two <parts>" in said
    assert "<parts>" not in exhibit.html
    assert "Run 2." in said
    assert "Indicative. Source: A book on two parts" in said
    assert "Skills: It has no part for people." in said


def test_a_rule_of_shares_is_read_by_mean_levels(in_shares, named, text):
    assert text(in_other_frames(in_shares, FRAMES)) == text(in_other_frames(named, FRAMES))


def test_a_model_without_crosswalks_says_so(named, text):
    assert "mapped to no other frame" in text(in_other_frames(named, Crosswalks(crosswalks=())))
