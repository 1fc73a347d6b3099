"""A notebook that builds on others is given what they recorded: waiting, published, or said to be missing."""

import pandas as pd
import pytest

from pmobook.assess.findings import Finding, findings_table
from pmobook.errors import PmobookError
from pmobook.record.gathering import gather
from pmobook.record.staging import stage


def put(folder, notebook, run_id, quarter="2026Q3", sentence="So it is."):
    tables = {"findings": findings_table(notebook, [Finding("late", "P1", "act", sentence)])}
    stage(folder / "staging", notebook, "retail", quarter, run_id, tables)
    return str(folder / "staging")


def test_what_waits_from_this_batch_is_gathered_from_all_notebooks(tmp_path):
    put(tmp_path, "10_maturity", "aa")
    staging = put(tmp_path, "50_risk", "bb")
    found = gather(tmp_path, "retail", "2026Q3", "2026Q3/10_maturity=aa,2026Q3/50_risk=bb", staging)
    assert found.table("findings")["notebook"].tolist() == ["10_maturity", "50_risk"]
    assert found.words == ("It rests on the results of 10_maturity, 50_risk for 2026Q3; there are none of an earlier quarter.")
    assert found.table("actions").empty
    assert isinstance(found.table_before("actions"), pd.DataFrame)


def test_a_run_that_is_nowhere_is_refused_by_name(tmp_path):
    staging = put(tmp_path, "10_maturity", "aa")
    with pytest.raises(PmobookError, match="What 10_maturity recorded for retail, 2026Q3 is neither published nor waiting"):
        gather(tmp_path, "retail", "2026Q3", "2026Q3/10_maturity=other", staging)


def test_by_hand_with_nothing_published_it_says_so(tmp_path):
    found = gather(tmp_path, "retail", "2026Q3")
    assert found.is_empty
    assert found.words.startswith("No results of 2026Q3 are recorded yet. Run the other notebooks first")


def test_runs_that_cannot_be_read_are_a_mistake_of_ours(tmp_path):
    with pytest.raises(ValueError, match="no run to gather: 'nonsense'"):
        gather(tmp_path, "retail", "2026Q3", "nonsense")
