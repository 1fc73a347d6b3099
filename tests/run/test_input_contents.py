"""Everything that a business unit's results may take from the engagement's folder, part by part."""

from pmobook.run.input_contents import input_contents, input_digest
from pmobook.run.reads import Reads
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)


def changed(engagement, before, reads=None):
    now = input_contents(engagement, "retail", Q3).parts(reads)
    return {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}


def test_each_form_and_earlier_pack_has_a_digest_of_its_own(engagement, small):
    small.pack(engagement.folder, "retail", quarter="2026Q2")
    before = input_contents(engagement, "retail", Q3).parts()
    assert set(before) - {"pool"} == {
        "engagement.yaml", "business_units/retail.yaml", "pack of 2026Q2", "form goals", "place of the pack",
    }  # fmt: skip
    small.pack(engagement.folder, "retail", weight="9")
    assert changed(engagement, before) == {"form goals"}


def test_of_earlier_packs_the_latest_that_can_be_read_or_all_count_by_the_forms_that_are_read(engagement, small):
    """Others may change; one that can't be read counts where all are read, since its problems are told."""
    for quarter in ("2026Q1", "2026Q2"):
        small.pack(engagement.folder, "retail", quarter=quarter)
    latest, every = Reads(earlier=("goals",)), Reads(history=("goals",))
    of_latest, of_every = (input_contents(engagement, "retail", Q3).parts(reads) for reads in (latest, every))
    small.pack(engagement.folder, "retail", weight="7", quarter="2026Q1")
    assert changed(engagement, of_latest, latest) == set()
    assert changed(engagement, of_every, every) == {"pack of 2026Q1"}
    small.pack(engagement.folder, "retail", weight="many", quarter="2026Q2")
    assert changed(engagement, of_latest, latest) == {"pack of 2026Q1", "pack of 2026Q2"}
    assert changed(engagement, of_every, every) == {"pack of 2026Q1", "pack of 2026Q2"}


def test_the_pack_of_the_year_before_counts_alone_among_the_older_ones(engagement, small):
    for quarter in ("2025Q2", "2025Q3", "2026Q2"):
        small.pack(engagement.folder, "retail", quarter=quarter)
    reads = Reads(year_before=("goals",))
    before = input_contents(engagement, "retail", Q3).parts(reads)
    assert {name for name in before if name.startswith("pack of")} == {"pack of 2025Q3"}
    small.pack(engagement.folder, "retail", weight="7", quarter="2025Q2")
    assert changed(engagement, before, reads) == set()
    small.pack(engagement.folder, "retail", weight="7", quarter="2025Q3")
    assert changed(engagement, before, reads) == {"pack of 2025Q3"}


def test_a_comment_is_a_change_of_the_files_and_of_nothing_that_they_say(engagement):
    before, digest = input_contents(engagement, "retail", Q3).parts(), input_digest(engagement, "retail", Q3)
    path = engagement.folder / "business_units" / "retail.yaml"
    path.write_text(f"# as agreed\n{path.read_text()}")
    assert input_digest(engagement, "retail", Q3) != digest
    assert changed(engagement, before) == set()
    path.write_text("name: Retail and more\n")
    assert changed(engagement, before) == {"business_units/retail.yaml"}


def test_whom_to_tell_is_no_part_of_what_results_depend_on(engagement):
    before, digest = input_contents(engagement, "retail", Q3).parts(), input_digest(engagement, "retail", Q3)
    with (engagement.folder / "engagement.yaml").open("a") as file:
        file.write("notify:\n  - {kind: file, path: news.jsonl}\nscorecards_url: https://pmo.example.org\n")
    assert changed(engagement, before) == set()
    assert input_digest(engagement, "retail", Q3) == digest
