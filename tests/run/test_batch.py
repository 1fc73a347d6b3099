"""A run of an engagement."""

import signal
import subprocess
import sys
import textwrap
import time

import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.record.lock import engagement_lock
from pmobook.record.store import open_store
from pmobook.run import fingerprint as taking
from pmobook.run.batch import run_engagement
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def statuses(report):
    return {(row.business_unit, row.notebook): row.status for row in report.rows}


def weights(engagement, unit):
    return open_store(engagement.folder).table("goal_weights", Q3, unit)["weight_given"].tolist()


def files(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "run.lock" and path.parent.name != "log"
    }


class Told:
    """Progress that remembers what it was told."""

    def __init__(self):
        self.planned_count, self.begun, self.done, self.outlooks = 0, [], [], []

    def planned(self, notebooks):
        self.planned_count = notebooks

    def started(self, business_unit, notebook):
        self.begun.append((business_unit, notebook))

    def finished(self, outcome):
        self.done.append((outcome.business_unit, outcome.notebook, outcome.status))

    def outlook(self, seconds):
        self.outlooks.append(seconds)


def test_a_run_records_every_business_unit_and_the_next_keeps_what_has_not_changed(engagement, notebooks, small):
    """The first run records all; a second changes nothing; a changed pack reruns its own business unit alone."""
    told = Told()
    report = run_engagement(engagement, notebook_folder=notebooks, progress=told)
    assert (report.quarter, report.exit_status, report.publication.number) == (Q3, 0, 1)
    assert statuses(report) == {("retail", "10_goals"): "ran", ("wholesale", "10_goals"): "ran"}
    assert told.planned_count == 2
    assert sorted(told.begun) == [("retail", "10_goals"), ("wholesale", "10_goals")]
    assert len(told.done) == 2
    assert weights(engagement, "retail") == [2.0, 1.0]
    results = engagement.folder / "results"
    assert (results / "notebooks" / "2026Q3" / "retail" / "10_goals.ipynb").is_file()
    assert not [path for path in (results / "staging").rglob("*") if path.is_file()]

    before = files(results)
    again = run_engagement(engagement, notebook_folder=notebooks)
    assert set(statuses(again).values()) == {"kept"}
    assert again.publication is None
    assert files(results) == before

    small.pack(engagement.folder, "retail", weight="5")
    third = run_engagement(engagement, notebook_folder=notebooks)
    assert statuses(third) == {("retail", "10_goals"): "ran", ("wholesale", "10_goals"): "kept"}
    assert weights(engagement, "retail") == [5.0, 1.0]
    assert weights(engagement, "wholesale") == [2.0, 1.0]
    assert open_store(engagement.folder).as_of(1).table("goal_weights", Q3, "retail")["weight_given"].tolist() == [2.0, 1.0]


def test_a_forced_run_gives_the_same_rows_again(engagement, notebooks, small):
    run_engagement(engagement, notebook_folder=notebooks)
    before = small.published(engagement.folder)
    report = run_engagement(engagement, notebook_folder=notebooks, force=True)
    assert set(statuses(report).values()) == {"ran"}
    assert small.published(engagement.folder) == before


def test_a_broken_pack_fails_its_business_unit_alone_and_what_it_had_stands(engagement, notebooks, small):
    run_engagement(engagement, notebook_folder=notebooks)
    small.pack(engagement.folder, "retail", weight="two")
    small.pack(engagement.folder, "wholesale", weight="7")
    report = run_engagement(engagement, notebook_folder=notebooks)
    assert statuses(report) == {("retail", "10_goals"): "failed", ("wholesale", "10_goals"): "ran"}
    assert report.exit_status == 1
    assert "inputs/retail/2026Q3/goals.csv, line 2, column weight: found 'two', expected" in report.rows[0].reason
    assert weights(engagement, "retail") == [2.0, 1.0]
    assert weights(engagement, "wholesale") == [7.0, 1.0]
    outcomes = open_store(engagement.folder).outcomes(Q3)
    assert outcomes["status"].tolist() == ["failed", "ran"]
    assert "found 'two'" in outcomes["reason"][0]
    assert report.publication.failed == ("retail",)

    again = run_engagement(engagement, notebook_folder=notebooks)
    assert (again.exit_status, again.publication) == (1, None)

    small.pack(engagement.folder, "retail")
    mended = run_engagement(engagement, notebook_folder=notebooks)
    assert set(statuses(mended).values()) == {"kept"}
    assert mended.publication.failed == ()
    assert open_store(engagement.folder).outcomes(Q3)["status"].tolist() == ["kept", "kept"]


def test_a_business_unit_is_recorded_whole_or_not_at_all(engagement, notebooks, small):
    """One notebook fails for one business unit: its other notebook's results wait, and are used once it is mended."""
    fails_for_retail = "if business_unit == 'retail':\n    raise KeyError('surprise')\n" + small.findings
    small.notebook(notebooks, "20_findings", fails_for_retail)
    report = run_engagement(engagement, notebook_folder=notebooks)
    assert statuses(report) == {
        ("retail", "10_goals"): "skipped",
        ("retail", "20_findings"): "failed",
        ("wholesale", "10_goals"): "ran",
        ("wholesale", "20_findings"): "ran",
    }
    assert report.exit_status == 1
    assert report.rows[0].reason == "ready, but not recorded: 20_findings failed, and a business unit is recorded whole"
    assert weights(engagement, "retail") == []
    failed = engagement.folder / "results" / "notebooks" / "2026Q3" / "retail" / "20_findings.failed.ipynb"
    assert failed.is_file()
    assert failed.relative_to(engagement.folder).as_posix() in report.rows[1].reason

    small.notebook(notebooks, "20_findings", small.findings)
    mended = run_engagement(engagement, notebook_folder=notebooks)
    assert statuses(mended)["retail", "10_goals"] == "kept"
    assert mended.rows[0].reason == "ready from an earlier run"
    assert statuses(mended)["retail", "20_findings"] == "ran"
    assert weights(engagement, "retail") == [2.0, 1.0]
    assert not failed.exists()


def test_a_business_unit_without_a_pack_is_skipped_and_that_is_no_failure(engagement, notebooks, small):
    small.pack(engagement.folder, "retail", quarter="2026Q4")
    report = run_engagement(engagement, notebook_folder=notebooks)
    assert report.quarter == Quarter.parse("2026Q4")
    assert statuses(report) == {("retail", "10_goals"): "ran", ("wholesale", "10_goals"): "skipped"}
    assert report.rows[1].reason == "no pack handed in for 2026Q4"
    assert report.exit_status == 0


def test_one_business_unit_and_parameters_can_be_chosen(engagement, notebooks):
    report = run_engagement(engagement, Q3, business_units=["wholesale"], parameters={"factor": "10"}, notebook_folder=notebooks)
    assert statuses(report) == {("wholesale", "10_goals"): "ran"}
    assert weights(engagement, "wholesale") == [20.0, 10.0]
    runs = open_store(engagement.folder).table("runs")
    assert runs["parameters"].tolist() == ['{"factor": 10.0}'] or runs["parameters"].tolist() == ['{"factor": 10}']
    assert runs["run_id"].tolist() == [runs["fingerprint"][0][:16]]


@pytest.mark.parametrize(
    ("choice", "error", "words"),
    [
        ({"parameters": {"faktor": 2}}, ProblemsFound, r"parameter 'faktor': found an unknown name.*Did you mean factor\?"),
        ({"parameters": {"factor=1\nprint('x')\nq": 2}}, ProblemsFound, "an unknown name"),
        ({"parameters": {"quarter": "2026Q1"}}, ProblemsFound, "The runner gives it"),
        ({"business_units": ["retial"]}, PmobookError, "Did you mean retail"),
        ({"notebooks": ["10_goal"]}, PmobookError, "Did you mean 10_goals"),
        ({"quarter": Quarter.parse("2031Q1")}, PmobookError, "No business unit has handed in a pack for 2031Q1"),
    ],
)
def test_what_does_not_exist_is_refused_before_anything_runs(engagement, notebooks, choice, error, words):
    with pytest.raises(error, match=words):
        run_engagement(engagement, **choice, notebook_folder=notebooks)
    assert not (engagement.folder / "results").exists()


def test_a_second_run_at_once_is_refused(engagement, notebooks):
    with (
        engagement_lock(engagement.folder),
        pytest.raises(PmobookError, match="Another run of this engagement is under way"),
    ):
        run_engagement(engagement, notebook_folder=notebooks)
    assert [path.name for path in (engagement.folder / "results").iterdir()] == ["run.lock"]


def test_a_pack_that_changes_while_it_is_assessed_is_not_recorded(engagement, notebooks, small):
    pack = engagement.folder / "inputs" / "retail" / "2026Q3" / "goals.csv"
    changes = f"from pathlib import Path\np = Path({str(pack)!r})\np.write_text(p.read_text().replace('Grow', 'Shrink'))\n"
    small.notebook(notebooks, "10_goals", changes + small.weights)
    report = run_engagement(engagement, business_units=["retail"], notebook_folder=notebooks)
    assert report.rows[0].reason == "The input pack changed while it was being assessed. Run again."
    assert weights(engagement, "retail") == []


def test_a_business_unit_file_taken_away_during_the_run_fails_that_business_unit_alone(engagement, notebooks, small):
    own = engagement.folder / "business_units" / "retail.yaml"
    takes_away = (
        f"from pathlib import Path\nif business_unit == 'retail':\n    Path({str(own)!r}).rename({str(own) + '.old'!r})\n"
    )
    small.notebook(notebooks, "10_goals", takes_away + small.weights)
    report = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    assert statuses(report) == {("retail", "10_goals"): "failed", ("wholesale", "10_goals"): "ran"}
    assert "taken away while it was being assessed" in report.rows[0].reason
    assert weights(engagement, "wholesale") == [2.0, 1.0]
    assert weights(engagement, "retail") == []


def test_a_file_that_kept_a_pack_from_being_read_is_missed_once_it_is_gone(engagement, notebooks, small):
    """An earlier pack that becomes readable changes the history that the results rest on."""
    stray = small.pack(engagement.folder, "retail", quarter="2026Q2").with_name("old copy.xls")
    stray.write_bytes(b"x")
    run_engagement(engagement, Q3, business_units=["retail"], notebook_folder=notebooks)
    stray.unlink()
    report = run_engagement(engagement, Q3, business_units=["retail"], notebook_folder=notebooks)
    assert statuses(report) == {("retail", "10_goals"): "ran"}


def test_nothing_runs_over_a_store_that_lost_a_table(engagement, notebooks):
    run_engagement(engagement, business_units=["retail"], notebook_folder=notebooks)
    lost = engagement.folder / "results" / "tables" / "goal_weights"
    lost.rename(lost.with_name("elsewhere"))
    told = Told()
    with pytest.raises(PmobookError, match="Bring the folder back from a backup"):
        run_engagement(engagement, notebook_folder=notebooks, progress=told, force=True)
    assert told.begun == []
    assert not lost.exists()


def test_what_ran_while_the_method_changed_is_failed_and_not_used_later(engagement, notebooks, monkeypatch, tmp_path):
    """Which of the two methods made the results, nobody can say; what stood before stands."""
    method = tmp_path / "method"
    method.mkdir()
    (method / "rules.yaml").write_text("limit: 3")
    monkeypatch.setattr(taking, "method_folder", lambda: method)

    class Changing(Told):
        def started(self, business_unit, notebook):
            super().started(business_unit, notebook)
            (method / "rules.yaml").write_text("limit: 4")

    report = run_engagement(engagement, business_units=["retail"], notebook_folder=notebooks, progress=Changing())
    assert statuses(report) == {("retail", "10_goals"): "failed"}
    assert report.rows[0].reason == "The method changed while this ran; run again."
    assert report.exit_status == 1
    assert weights(engagement, "retail") == []
    (method / "rules.yaml").write_text("limit: 3")
    again = run_engagement(engagement, business_units=["retail"], notebook_folder=notebooks)
    assert statuses(again) == {("retail", "10_goals"): "ran"}


def test_some_notebooks_alone_are_refused_where_the_others_stand_for_another_pack(engagement, notebooks, small):
    """Published, they would show one business unit from two packs at once."""
    small.notebook(notebooks, "20_findings", small.findings)
    retail = {"business_units": ["retail"], "notebook_folder": notebooks}
    run_engagement(engagement, **retail)
    same = run_engagement(engagement, **retail, notebooks=["10_goals"])
    assert statuses(same) == {("retail", "10_goals"): "kept"}
    small.pack(engagement.folder, "retail", weight="5")
    report = run_engagement(engagement, **retail, notebooks=["10_goals"])
    assert statuses(report) == {("retail", "10_goals"): "failed"}
    assert "has changed since 20_findings was recorded; run all notebooks." in report.rows[0].reason
    assert weights(engagement, "retail") == [2.0, 1.0]


RUN = """
    import sys
    from pathlib import Path
    from pmobook.inputs.engagement import open_engagement
    from pmobook.run.batch import run_engagement
    from pmobook.run.stop import RunStopped
    if __name__ == "__main__":
        try:
            run_engagement(open_engagement(sys.argv[1]), notebook_folder=Path(sys.argv[2]), workers=1)
        except RunStopped as stopped:
            print(stopped)
            sys.exit(stopped.exit_status)
"""


def _is_executed(results):
    """Say whether a notebook has been executed; a folder that is renamed meanwhile is looked at again the next time."""
    try:
        return any(results.rglob("executed.ipynb"))
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_publishes_nothing_says_how_to_go_on_and_the_next_goes_on(engagement, notebooks, tmp_path, number):
    script = tmp_path / "run.py"
    script.write_text(textwrap.dedent(RUN))
    command = [sys.executable, str(script), str(engagement.folder), str(notebooks)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        while process.poll() is None and not _is_executed(engagement.folder / "results"):
            time.sleep(0.01)
        process.send_signal(number)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "Nothing was published; 1 notebook of 2026Q3 is ready. Run the same command again" in said
    assert open_store(engagement.folder).is_empty
    report = run_engagement(engagement, notebook_folder=notebooks)
    assert sorted(statuses(report).values()) == ["kept", "ran"]
    assert report.publication.number == 1
