"""A timer may call as often as it likes: a quarter is run when it is due, published once, and told once."""

import datetime as dt
import json

import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.record.lock import engagement_lock
from pmobook.record.store import open_store
from pmobook.run import rerun
from pmobook.run.batch import run_engagement
from pmobook.run.notify.delivery import Post
from pmobook.run.notify.outbox import Outbox
from pmobook.run.rerun import DONE, FAILED, NOT_TOLD, UNDER_WAY, WAITING, rerun_quarter, wait_until_due
from pmobook.vocabulary import Quarter

DUE = dt.date(2026, 10, 20)


@pytest.fixture
def folder(engagement):
    """An engagement that tells a file, with its first quarter due."""
    with (engagement.folder / "engagement.yaml").open("a") as file:
        file.write("calendar: {fiscal_year_starts: 4, wait_until_days: 30}\nnotify:\n  - {kind: file, path: news.jsonl}\n")
    return engagement.folder


@pytest.fixture
def again(folder, notebooks):
    def call(moment=DUE, **changes):
        return rerun_quarter(folder, moment=moment, notebook_folder=notebooks, workers=1, **changes)

    return call


def news(folder):
    path = folder / "news.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_what_is_due_is_run_published_and_told_once(folder, again, small):
    first = again()
    assert (first.exit_status, first.batch.publication.number) == (DONE, 1)
    (told,) = news(folder)
    assert (told["quarter"], told["quarter_in_words"]) == ("2026Q3", "FY2026/27 Q2 (July\N{EN DASH}September 2026)")
    assert told["renewed"] == ["Retail", "Wholesale"]
    second = again()
    assert (second.exit_status, second.batch.publication, second.deliveries) == (DONE, None, ())
    assert "Nothing has changed: nothing is published, nobody is told." in second.sentences
    assert len(news(folder)) == 1
    small.pack(folder, "wholesale", weight="3")
    assert again().batch.publication.number == 2
    assert news(folder)[1]["renewed"] == ["Wholesale"]


def test_before_it_is_due_and_while_packs_are_awaited_nothing_is_done(folder, again):
    (folder / "inputs" / "wholesale" / "2026Q3" / "goals.csv").unlink()
    for moment in (dt.date(2026, 10, 3), DUE, dt.datetime(2026, 10, 30, 23, 59, tzinfo=dt.UTC)):
        report = again(moment)
        assert (report.exit_status, report.batch) == (WAITING, None)
    assert open_store(folder).is_empty
    assert news(folder) == []


def test_after_the_date_those_that_are_in_run_and_the_missing_are_named(folder, again):
    (folder / "inputs" / "wholesale" / "2026Q3" / "goals.csv").unlink()
    (folder / "inputs" / "wholesale" / "2026Q3").rmdir()
    report = again(dt.datetime(2026, 10, 31, tzinfo=dt.UTC))
    assert (report.exit_status, report.due.missing) == (DONE, ("wholesale",))
    (told,) = news(folder)
    assert (told["renewed"], told["missing"]) == (["Retail"], ["Wholesale"])
    assert "- Missing: no pack of Wholesale." in told["text"]


def test_what_fails_is_told_with_its_reason_and_the_exit_status(folder, again, small):
    small.pack(folder, "wholesale", weight="many")
    assert again().exit_status == FAILED
    (told,) = news(folder)
    (failed,) = told["failed"]
    assert (told["renewed"], failed["business_unit"]) == (["Retail"], "Wholesale")
    assert "column weight: found 'many'" in failed["reason"]
    assert again().exit_status == FAILED
    assert len(news(folder)) == 1


def test_a_process_that_dies_right_after_publishing_still_has_its_news_told_once(folder, again, monkeypatch):
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        put = rerun._put_published
        patched.setattr(rerun, "_put_published", lambda *given: die() if Outbox(given[0].results).intent() else put(*given))
        with pytest.raises(KeyboardInterrupt):
            again()
    assert (len(open_store(folder).publications()), news(folder)) == (1, [])
    report = again()
    assert (report.batch.publication, [one.reason for one in report.deliveries]) == (None, [""])
    again()
    assert [one["publication"] for one in news(folder)] == [1]


def test_a_channel_that_fails_leaves_the_publication_and_is_tried_again(folder, again):
    (folder / "news.jsonl").mkdir()
    report = again()
    assert (report.exit_status, report.batch.publication.number) == (NOT_TOLD, 1)
    (folder / "news.jsonl").rmdir()
    assert again().exit_status == DONE
    assert len(news(folder)) == 1


def test_another_run_is_left_alone(folder, again):
    with engagement_lock(folder):
        report = again()
    assert (report.exit_status, report.batch) == (UNDER_WAY, None)
    assert "Another run of this engagement is under way" in report.sentences[1]


@pytest.mark.parametrize(
    ("quarter", "status"), [("2026Q4", WAITING), ("2026Q3", UNDER_WAY), ("2026Q2", UNDER_WAY)]
)  # fmt: skip
def test_a_second_rerun_does_not_take_away_that_the_one_under_way_is_to_be_told(folder, again, small, notebooks, quarter, status):
    if quarter == "2026Q2":
        for unit in ("retail", "wholesale"):
            small.pack(folder, unit, quarter=quarter)
    outbox = Outbox(folder / "results")
    outbox.intend(Quarter.parse("2026Q3"), 0)  # as the first has, which now runs
    with engagement_lock(folder):
        assert again(quarter=quarter).exit_status == status
    run_engagement(open_engagement(folder), Quarter.parse("2026Q3"), notebook_folder=notebooks, workers=1)
    again()
    assert [one["publication"] for one in news(folder)] == [1]


def test_a_dry_run_writes_nothing(folder, again):
    before = sorted(folder.rglob("*"))
    assert again(dry_run=True).due.action == "run"
    assert sorted(folder.rglob("*")) == before


def test_when_nobody_handed_in_anything_that_is_told_once(folder, again):
    for _ in range(2):
        assert again(dt.date(2027, 2, 10)).exit_status == FAILED
    (told,) = news(folder)
    assert told["subject"] == "Example Trading, 2026Q4: nobody handed in a pack"
    assert told["missing"] == ["Retail", "Wholesale"]


def test_what_was_published_by_hand_is_not_told_afterwards(folder, again, notebooks):
    rerun.run_engagement(open_engagement(folder), Quarter(2026, 3), notebook_folder=notebooks, workers=1)
    assert again().batch.publication is None
    assert news(folder) == []


def test_waiting_looks_again_until_the_last_pack_is_in(folder, small):
    (folder / "inputs" / "wholesale" / "2026Q3" / "goals.csv").unlink()
    moments = iter(
        [dt.datetime(2026, 10, 14, 23, 55, tzinfo=dt.UTC), *[dt.datetime(2026, 10, 15, hour, tzinfo=dt.UTC) for hour in range(3)]]
    )
    slept, said = [], []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            small.pack(folder, "wholesale")

    quarter = wait_until_due(folder, seconds=600, sleep=sleep, now=lambda: next(moments), announce=said.append)
    assert (quarter, slept) == (Quarter(2026, 3), [300, 600, 600])
    assert len(said) == 2
    assert "not due yet" in said[0]
    assert "waiting until 30 October 2026 for the packs of wholesale" in said[1]


def test_a_moment_that_is_none_is_refused(folder):
    with pytest.raises(PmobookError, match="expected a day or a moment"):
        rerun_quarter(folder, moment="soon", post=Post())


def test_a_broken_outbox_is_reported_beside_what_is_published(folder, again):
    (folder / "results" / "outbox").mkdir(parents=True)
    (folder / "results" / "outbox" / "000009.json").write_text("{")
    report = again()
    assert (report.exit_status, report.batch.publication.number) == (NOT_TOLD, 1)
    assert "Move it away; the message is then not sent." in report.sentences[-1]
    with pytest.raises(PmobookError, match="Not told by any channel"):
        report.refuse_failures()


def test_a_notebook_that_calls_it_ends_with_what_failed_and_not_because_packs_are_awaited(folder, again, small):
    again(dt.date(2026, 10, 3)).refuse_failures()
    small.pack(folder, "wholesale", weight="many")
    with pytest.raises(PmobookError, match="failed: wholesale, 10_goals: "):
        again().refuse_failures()


def test_who_may_see_one_business_unit_is_told_of_no_other(folder, again):
    text = (folder / "engagement.yaml").read_text()
    channel = "{kind: email, server: 127.0.0.1, port: 9, tls: none, from: a@b.org, to: [retail@b.org, other@b.org]}"
    (folder / "engagement.yaml").write_text(f"{text}  - {channel}\n")
    (folder / "access.yaml").write_text(
        "sign_in: jupyterhub\npeople:\n  retail@b.org: {business_units: [retail]}\n  other@b.org: {business_units: []}\n"
    )
    assert again(post=Post(sleep=lambda _: None, seconds=1)).exit_status == NOT_TOLD
    (entry,) = Outbox(folder / "results").waiting()
    assert "Wholesale" in entry.parcel.text
    own = entry.own["retail@b.org"]
    assert "Retail" in own.text
    assert "wholesale" not in f"{own.subject} {own.text} {json.dumps(own.content)}".lower()
    assert entry.own["other@b.org"] is None


def test_the_address_of_a_cluster_reaches_the_run(folder, again, monkeypatch):
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    monkeypatch.setattr("pmobook.run.cluster._ANSWER_WITHIN", 1)
    with pytest.raises(PmobookError, match=r"No Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        again(scheduler="tcp://127.0.0.1:9")
