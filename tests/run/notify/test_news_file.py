"""A file gathers each message once and whole, and keeps what stood in it."""

import json
import stat

import pytest

from pmobook.inputs.channels import NewsFile
from pmobook.run.notify.news_file import add_news
from pmobook.run.notify.parcel import NotDelivered


def channel(path="news.jsonl", form="json"):
    return NewsFile.model_validate({"kind": "file", "path": path, "format": form})


def test_a_message_is_a_line_of_json_and_stands_there_once(tmp_path, parcel):
    (tmp_path / "news.jsonl").write_text("an unfinished line")
    for _ in range(2):
        add_news(channel(), parcel, tmp_path)
    before, line = (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert before == "an unfinished line"
    assert json.loads(line) == parcel.as_data()


def test_as_text_it_reads_as_a_mail_does(tmp_path, parcel):
    for _ in range(2):
        add_news(channel("news.txt", "text"), parcel, tmp_path)
    told = (tmp_path / "news.txt").read_text(encoding="utf-8")
    assert told.startswith(
        "Message: pmobook-000007-0123456789abcdef\nDated: 2026-10-18 06:00 UTC\nSubject: Ex\xe4mple, 2026Q3: 1 failed\n\n"
    )
    assert told.count("<script>alert(1)</script>") == 1


def test_who_may_read_the_file_stays_as_it_was(tmp_path, parcel):
    path = tmp_path / "news.jsonl"
    path.write_text("{}\n")
    path.chmod(0o640)
    add_news(channel(), parcel, tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_what_can_not_be_written_is_told(tmp_path, parcel):
    (tmp_path / "news.jsonl").mkdir()
    with pytest.raises(NotDelivered, match=r"news\.jsonl is no file"):
        add_news(channel(), parcel, tmp_path)
    (tmp_path / "a").write_text("")
    with pytest.raises(NotDelivered, match=r"a/news\.jsonl can't be written"):
        add_news(channel("a/news.jsonl"), parcel, tmp_path)
