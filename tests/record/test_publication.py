"""Publications: the numbered statements of what is recorded."""

import datetime as dt

import pytest

from pmobook.errors import PmobookError
from pmobook.record.publication import Publication, read_publications, write_publication


def publication(number=1, **changes):
    return Publication(
        **{
            "number": number,
            "batch_id": "b",
            "quarter": "2026Q3",
            "committed_at": dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC),
            "library_version": "1",
            "table_versions": {"runs": 3},
            "business_units": ("retail",),
            "failed": ("wholesale",),
            "results": {"retail": {"10_maturity": "aaaa"}},
        }
        | changes
    )


def test_publications_are_read_back_oldest_first(tmp_path):
    for number in (1, 2, 10):
        write_publication(tmp_path, publication(number))
    assert read_publications(tmp_path) == (publication(1), publication(2), publication(10))


def test_a_folder_without_results_has_none(tmp_path):
    assert read_publications(tmp_path / "nowhere") == ()


def test_a_number_can_be_published_once(tmp_path):
    write_publication(tmp_path, publication())
    with pytest.raises(FileExistsError):
        write_publication(tmp_path, publication(batch_id="other"))
    assert read_publications(tmp_path) == (publication(),)


def test_a_draft_that_a_killed_process_left_is_no_publication(tmp_path):
    write_publication(tmp_path, publication())
    (tmp_path / "publications" / ".000002.json.12ab.partial").write_text("{")
    assert read_publications(tmp_path) == (publication(),)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"number": 1}'])
def test_a_harmed_publication_is_named_and_not_passed_over(tmp_path, content):
    write_publication(tmp_path, publication())
    (tmp_path / "publications" / "000001.json").write_text(content)
    with pytest.raises(PmobookError, match=r"000001\.json can't be read as a publication .*backup"):
        read_publications(tmp_path)


def test_a_renamed_publication_is_noticed(tmp_path):
    write_publication(tmp_path, publication(2))
    (tmp_path / "publications" / "000002.json").rename(tmp_path / "publications" / "000001.json")
    with pytest.raises(PmobookError, match="says it is publication 2"):
        read_publications(tmp_path)
