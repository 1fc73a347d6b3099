"""A notebook that gathers runs after those numbered before it, on what this very batch makes of them."""

import pytest

from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.run.catalogue import find_notebooks
from pmobook.run.gathering import NotRecorded, Standing, gathered_runs
from pmobook.run.plan import make_plan
from pmobook.vocabulary import Quarter

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)

GATHERED = """\
import pandas as pd
one = {"finding_id": "gathered", "notebook": NOTEBOOK, "subject": "", "severity": "note", "owner": None, "sort": 1}
result = {"findings": pd.DataFrame([one | {"sentence": gathers}])}
"""


@pytest.fixture
def gathering(notebooks, small):
    """Beside the notebook 10_goals one that gathers."""
    small.notebook(notebooks, "70_plan", GATHERED, parameters=f'{small.parameters}gathers: str = ""  # set by the runner\n')
    return notebooks


def plan(engagement, folder, names=None, standing=None):
    found = find_notebooks(folder)
    chosen = [one for one in found if names is None or one.name in names]
    given = {one.name: {} for one in found}
    return make_plan(engagement, Q3, ["retail"], chosen, given, catalogue=found, standing=standing)


def test_what_is_gathered_is_part_of_the_fingerprint_and_comes_after(engagement, gathering):
    goals, gathered = plan(engagement, gathering).tasks
    assert gathered.given == {"gathers": f"2026Q3/10_goals={goals.fingerprint.run_id}"}
    assert gathered.after == ("10_goals",)
    again = plan(engagement, gathering, ["70_plan"], Standing({"retail": {"10_goals": "another"}})).tasks[0]
    assert again.given == {"gathers": "2026Q3/10_goals=another"}
    assert again.after == ()
    assert again.fingerprint.run_id != gathered.fingerprint.run_id


def test_alone_it_is_refused_in_words_when_something_to_gather_is_not_recorded(engagement, gathering):
    made = plan(engagement, gathering, ["70_plan"])
    assert made.tasks == ()
    assert made.failed["retail"] == (
        "70_plan gathers what 10_goals recorded for 2026Q3, and nothing is recorded. Run all notebooks, or these too."
    )


def test_the_last_quarter_with_results_is_gathered_too(gathering):
    found = find_notebooks(gathering)
    standing = Standing({}, {"retail": (Q2, {"70_plan": "bb", "10_goals": "aa"})})
    runs = gathered_runs("retail", Q3, found[1], found, {"10_goals": "cc"}, standing)
    assert runs == "2026Q3/10_goals=cc,2026Q2/10_goals=aa,2026Q2/70_plan=bb"
    with pytest.raises(NotRecorded, match="10_goals"):
        gathered_runs("retail", Q3, found[1], found, {}, standing)


def test_a_batch_gathers_its_own_runs_keeps_what_holds_and_gathers_published_ones_alone(engagement, gathering):
    def said():
        findings = open_store(engagement.folder).table("findings", Q3, "retail")
        return findings["sentence"].tolist()

    report = run_engagement(engagement, Q3, business_units=["retail"], notebook_folder=gathering)
    assert [row.status for row in report.rows] == ["ran", "ran"]
    assert said() == [f"2026Q3/10_goals={report.rows[0].run_id}"]
    again = run_engagement(engagement, Q3, business_units=["retail"], notebook_folder=gathering)
    assert [row.status for row in again.rows] == ["kept", "kept"]
    alone = run_engagement(
        engagement, Q3, business_units=["retail"], notebooks=["70_plan"], notebook_folder=gathering, force=True
    )
    assert [(row.status, row.run_id) for row in alone.rows] == [("ran", report.rows[1].run_id)]


def test_when_one_before_it_fails_it_is_not_run_and_says_which(engagement, gathering, small):
    small.notebook(gathering, "10_goals", "raise RuntimeError('surprise')")
    report = run_engagement(engagement, Q3, business_units=["retail"], notebook_folder=gathering)
    goals, gathered = report.rows
    assert goals.status == "failed"
    assert (gathered.status, gathered.reason) == ("skipped", "Not run: it gathers the results of 10_goals, which failed.")
    assert report.publication is None or not report.publication.results
