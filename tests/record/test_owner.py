"""A place holds one organisation's results, and says whose."""

import json

import pytest

from pmobook.errors import PmobookError
from pmobook.record.owner import claim_results
from pmobook.record.remote import RemotePath


@pytest.fixture(params=["disk", "store"])
def results(request, tmp_path):
    return tmp_path if request.param == "disk" else RemotePath(f"{request.getfixturevalue('s3').bucket()}/pmo")


def test_the_first_run_claims_a_place_and_its_next_ones_may_stay(results):
    for _ in range(2):
        claim_results(results, 'Acme "Ltd" 🚀')
    assert json.loads((results / "engagement.json").read_bytes()) == {"organisation": 'Acme "Ltd" 🚀'}


def test_another_organisation_is_refused_by_name(results):
    claim_results(results, "Acme")
    with pytest.raises(PmobookError, match=r"holds the results of Acme, and this engagement is Zenith's\. Nothing was changed\."):
        claim_results(results, "Zenith")


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}"])
def test_a_note_that_cant_be_read_is_refused(results, content):
    path = results / "engagement.json"
    path.write_bytes(content)
    with pytest.raises(PmobookError, match=r"engagement\.json can't be read"):
        claim_results(results, "Acme")
