from pmobook.assess.scoring import score


def test_an_area_is_as_mature_as_its_lowest_capability_and_the_whole_as_its_lowest_area(rated):
    found = score("weakest_link", rated({"a": {"x": 2, "y": 5}, "b": {"z": 3}}))
    assert found.areas["score"].tolist() == [2, 3]
    assert found.overall["score"] == 2


def test_a_capability_that_is_not_assessed_is_no_weakest_link_but_the_score_could_be_lower(rated):
    found = score("weakest_link", rated({"a": {"x": 2, "y": None}}))
    assert (found.overall["score"], found.overall["lowest"], found.overall["highest"]) == (2, 0, 2)


def test_a_capability_of_weight_0_is_no_weakest_link(rated):
    assert score("weakest_link", rated({"a": {"x": 1, "y": 4}}).assign(weight=[0, 1])).overall["score"] == 4


def test_an_area_of_weight_0_takes_no_part_in_the_whole(rated):
    ratings = rated({"a": {"x": 1}, "b": {"y": 4}})
    assert score("weakest_link", ratings, area_weights={"a": 0, "b": 1}).overall["score"] == 4
