"""The notebooks there are to run."""

import json

import pytest

from pmobook.errors import PmobookError
from pmobook.run.catalogue import choose_notebooks, find_notebooks


def test_numbered_notebooks_are_found_in_order_and_others_left_alone(tmp_path, small):
    for name in ("30_performance", "10_goals", "draft"):
        small.notebook(tmp_path, name, small.weights)
    (tmp_path / "10_goals.txt").write_text("")
    found = find_notebooks(tmp_path)
    assert [notebook.name for notebook in found] == ["10_goals", "30_performance"]
    assert found[0].parameters["factor"].default == 1.0


def test_a_folder_without_notebooks_is_told(tmp_path):
    with pytest.raises(PmobookError, match="has no numbered notebooks such as"):
        find_notebooks(tmp_path)


def test_outputs_and_counts_do_not_change_a_notebooks_digest_and_its_text_does(tmp_path, small):
    path = small.notebook(tmp_path, "10_goals", small.weights)
    (before,) = find_notebooks(tmp_path)
    content = json.loads(path.read_text())
    content["cells"][2] |= {"execution_count": 7, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}
    path.write_text(json.dumps(content))
    assert find_notebooks(tmp_path)[0].digest == before.digest
    small.notebook(tmp_path, "10_goals", small.weights + "\n# more")
    assert find_notebooks(tmp_path)[0].digest != before.digest


def test_a_notebook_that_lacks_a_parameter_of_the_runner_is_a_mistake_of_ours(tmp_path, small):
    small.notebook(tmp_path, "10_goals", small.weights, parameters='quarter: str = "2026Q3"')
    with pytest.raises(ValueError, match="10_goals declares no parameter business_unit, engagement, run_id, staging"):
        find_notebooks(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", '{"cells": [1]}'])
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    (tmp_path / "10_goals.ipynb").write_text(content)
    with pytest.raises(ValueError, match=r"10_goals\.ipynb is no notebook"):
        find_notebooks(tmp_path)


def test_notebooks_are_chosen_by_name_in_their_own_order(tmp_path, small):
    for name in ("10_goals", "20_other", "30_more"):
        small.notebook(tmp_path, name, small.weights)
    found = find_notebooks(tmp_path)
    assert choose_notebooks(found, None) == found
    assert [one.name for one in choose_notebooks(found, ["30_more", "10_goals"])] == ["10_goals", "30_more"]
    with pytest.raises(
        PmobookError, match=r"There is no notebook '10_goal'\. Did you mean 10_goals\? There are 10_goals, 20_other"
    ):
        choose_notebooks(found, ["10_goal"])
