"""A run that published and did not come to its end is told of as published, by itself and by the next."""

import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.run.cut_short import PublishedBeforeIt, said_of_the_run_before, saying_if_published
from pmobook.run.report import KEPT
from pmobook.run.results_folder import ResultsFolder


def test_what_fails_after_publishing_says_that_it_is_published(engagement, notebooks, monkeypatch):
    def refuse(_, store):
        if not store.is_empty:
            raise PermissionError(13, "Permission denied", "/srv/results/notebooks")

    with monkeypatch.context() as patch:
        patch.setattr(ResultsFolder, "settle", refuse)
        with pytest.raises(PublishedBeforeIt, match=r"Published as number 1, whole; .*/srv/results/notebooks: Permission denied"):
            run_engagement(engagement, notebook_folder=notebooks, workers=1)
    assert len(open_store(engagement.folder).publications()) == 1
    again = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    assert {one.status for one in again.rows} == {KEPT}
    assert again.run_before.startswith("Publication 1 is whole, though the run that made it did not come to its end")
    assert run_engagement(engagement, notebook_folder=notebooks, workers=1).run_before == ""


def test_what_fails_before_publishing_is_left_as_it_is(tmp_path):
    with pytest.raises(PermissionError), saying_if_published(tmp_path, "a_batch"):
        raise PermissionError
    with pytest.raises(PmobookError, match=r"^as it was$"), saying_if_published(tmp_path, "a_batch"):
        raise PmobookError("as it was")


def test_status_says_it_until_a_run_has_come_to_its_end(engagement, notebooks, call):
    report = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    log = engagement.results / "log" / f"{report.batch_id}.jsonl"
    _, printed = call("status", engagement.folder, "--quarter", str(report.quarter))
    assert "did not come to its end" not in printed
    log.write_text("".join(log.read_text().splitlines(keepends=True)[:-1]))
    _, printed = call("status", engagement.folder, "--quarter", str(report.quarter))
    assert "Publication 1 is whole, though the run that made it did not come to its end" in printed


@pytest.mark.parametrize("content", [None, "", "no JSON\n", "[]\n"])
def test_a_log_that_says_nothing_is_no_end_and_one_that_is_gone_is_no_sign(engagement, notebooks, content):
    report = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    log = engagement.results / "log" / f"{report.batch_id}.jsonl"
    log.unlink()
    if content is not None:
        log.write_text(content)
    publications = open_store(open_engagement(engagement.folder).folder).publications()
    assert bool(said_of_the_run_before(engagement.results, publications)) == (content is not None)
    assert said_of_the_run_before(engagement.results, ()) == ""
