import json
import shutil

import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pool import pool_digest, read_pool

ID = "0123456789abcdef" * 2


@pytest.fixture
def engagement(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "pool").mkdir()
    (tmp_path / "engagement.yaml").write_text("organisation: A\nmoney: {currency: EUR}\n")
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n")
    return open_engagement(tmp_path)


def contribution(**changes):
    record = {"quarter": "2026Q3", "rule": "weighted_mean", "instrument": "survey", "raters": "5 to 9",
              "areas": {"delivery": {"score": 2.5, "low": 2.0, "high": 3.0}, "money": {"score": None}}}  # fmt: skip
    whole = {"format": "pmobook exchange 1", "contribution_id": ID, "model_id": "strategic_pmo", "model_version": "1.0",
             "sector": "retail", "size": "large", "records": [record]}  # fmt: skip
    return json.dumps({**whole, **changes})


def problems(engagement):
    with pytest.raises(ProblemsFound) as caught:
        read_pool(engagement)
    return [str(one) for one in caught.value.problems]


def test_assessed_areas_become_rows_and_the_others_do_not(engagement):
    (engagement.folder / "pool" / "a.json").write_text(contribution())
    pool = read_pool(engagement)
    assert pool.files == 1
    assert pool.frame[["area_id", "score", "sector"]].to_numpy().tolist() == [["delivery", 2.5, "retail"]]


def test_no_pool_is_an_empty_one(engagement):
    shutil.rmtree(engagement.folder / "pool")
    assert read_pool(engagement).frame.empty


def test_a_contribution_twice_is_named(engagement):
    for name in "ab":
        (engagement.folder / "pool" / f"{name}.json").write_text(contribution())
    (problem,) = problems(engagement)
    assert problem.startswith("pool/b.json: found the contribution of pool/a.json again")


def test_nobody_is_compared_with_himself(engagement):
    (engagement.folder / "contributed").mkdir()
    for folder in ("pool", "contributed"):
        (engagement.folder / folder / "a.json").write_text(contribution())
    pool = read_pool(engagement)
    assert (pool.own, len(pool.frame)) == (1, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "JSON of the format pmobook exchange 1"),
        ("[]", "dictionary"),
        (contribution(organisation="A name"), "Extra inputs are not permitted"),
        (contribution(size="huge"), "'small', 'medium', 'large' or 'very large'"),
        (contribution(records=[]), "at least 1 item"),
        (contribution().replace("2.5", "7"), "less than or equal to 5"),
        (contribution().replace("2.5", "NaN"), "score"),
    ],
)
def test_what_is_no_contribution_is_refused_by_file(engagement, text, words):
    (engagement.folder / "pool" / "a.json").write_text(text)
    found = problems(engagement)
    assert all(one.startswith("pool/a.json") for one in found)
    assert any(words in one for one in found)


def test_the_digest_sees_every_file(engagement):
    before = pool_digest(engagement)
    (engagement.folder / "pool" / "a.json").write_text(contribution())
    assert pool_digest(engagement) != before
