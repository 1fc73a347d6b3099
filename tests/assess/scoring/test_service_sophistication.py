import pandas as pd
import pytest

from pmobook.assess.scoring import score


def services(**more):
    """Own figures by the PMO Maturity Cube's rule: services rated for sophistication, one of them not offered."""
    return pd.DataFrame(
        {
            "area": ["strategic", "strategic", "operational", "operational"],
            "capability": ["advice", "portfolio", "reports", "training"],
            "rating": [1, 3, 4, "not applicable"],
            "scale maximum": [4, 4, 4, 4],
        }
    ).assign(**more)


def test_layers_are_scored_apart_as_share_of_what_the_services_offered_could_attain():
    found = score("service_sophistication", services())
    assert found.areas.set_index("area")["score"].to_dict() == {"operational": 1.0, "strategic": 0.5}
    assert found.overall["score"] == pytest.approx(8 / 12)
    assert found.capabilities.set_index("capability")["note"]["training"] == "not assessed: nothing in it applies"


def test_a_service_that_could_attain_more_counts_more():
    found = score("service_sophistication", services(**{"scale maximum": [1, 9, 4, 4]}))
    assert found.areas.set_index("area")["score"]["strategic"] == pytest.approx(0.4)


def test_a_column_of_layers_takes_the_place_of_areas():
    found = score("service_sophistication", services(layer=["strategic", "tactical", "tactical", "operational"]))
    assert found.areas["area"].tolist() == ["operational", "strategic", "tactical"]


def test_a_service_offered_and_not_assessed_is_neither_left_out_in_silence_nor_0():
    found = score("service_sophistication", services(rating=[1, None, 4, None]))
    strategic = found.areas.set_index("area").loc["strategic"]
    assert (strategic["score"], strategic["lowest"], strategic["highest"]) == (0.25, 0.125, 0.625)
    assert strategic["note"] == "1 of 2 capabilities assessed"
