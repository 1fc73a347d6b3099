"""A job begins once what it comes after has ended well, and never otherwise."""

from pathlib import Path

from pmobook.run.job import Job
from pmobook.run.waiting import Waiting


def job(notebook, *after, unit="retail"):
    return Job(unit, notebook, Path(notebook), {}, Path("staged"), Path("failed"), "failed", after=after)


def test_jobs_begin_in_their_order_and_a_later_one_goes_before_one_that_must_wait():
    waiting = Waiting([job("10"), job("70", "10"), job("10", unit="wholesale")])
    first, _ = waiting.take()
    second, _ = waiting.take()
    assert (first.notebook, second.business_unit) == ("10", "wholesale")
    assert waiting
    assert not waiting.is_ready
    waiting.note(first, went_well=True)
    assert waiting.take()[0].notebook == "70"
    assert not waiting


def test_what_is_not_among_the_jobs_has_ended_already():
    assert Waiting([job("70", "10")]).is_ready


def test_a_job_after_one_that_failed_is_passed_over_and_says_which():
    waiting = Waiting([job("10"), job("20"), job("70", "10", "20"), job("70", "10", unit="wholesale")])
    waiting.note(waiting.take()[0], went_well=False)
    (passed,) = waiting.pass_over()
    assert passed.job.notebook == "70"
    assert passed.is_passed_over
    assert passed.reason == "Not run: it gathers the results of 10, which failed."
    assert waiting.pass_over() == ()
    assert [waiting.take()[0].notebook for _ in range(2)] == ["20", "70"]


def test_a_job_put_back_is_the_next_and_what_comes_after_it_still_waits():
    waiting = Waiting([job("10"), job("20", "10")])
    first, attempt = waiting.take()
    waiting.put_back(first, attempt + 1)
    assert waiting.take() == (first, 2)
    assert not waiting.is_ready
