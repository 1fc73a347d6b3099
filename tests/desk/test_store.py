import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forked import Program
from pmobook.desk import store
from pmobook.desk.pack import open_pack, problems_elsewhere
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow, tidied
from pmobook.desk.store import Change, merge, save
from pmobook.errors import PmobookError
from pmobook.inputs.blank import write_blank_pack
from pmobook.inputs.pack import read_pack
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")
FIRST = Key("idea_generation", 1, "idea_generation_1a")
NEW = PracticeRow("idea_generation", 3, "idea_generation_3a", finding="partial", assessor="Second assessor", status="draft")


def change(pack, key, **changes):
    return {key: Change(pack.practices[key], dataclasses.replace(pack.practices[key], **changes))}


def test_a_pack_is_read_as_its_typed_forms_say(engagement):
    pack = open_pack(engagement, "retail", QUARTER)
    assert (pack.read_only_because, len(pack.practices), list(pack.evidence)) == ("", 3, ["E01", "E02"])
    assert pack.practices[FIRST].evidence_ids == ("E01",)
    assert pack.evidence["E02"].expires == "2025-07-01"


def test_a_save_changes_its_row_and_no_other_byte(engagement, folder):
    before = (folder / "practices.csv").read_bytes().splitlines()
    saved = save(engagement, "retail", QUARTER, change(open_pack(engagement, "retail", QUARTER), FIRST, finding="large"))
    after = (folder / "practices.csv").read_bytes().splitlines()
    assert (saved.written, saved.practices) == (1, ())
    assert after == [before[0], before[1].replace(b"full", b"large"), *before[2:]]
    assert saved.pack == open_pack(engagement, "retail", QUARTER)


def test_a_new_row_comes_last_and_the_pack_stays_readable(engagement):
    evidence = {"E03": Change(None, EvidenceRow("E03", "Form, filled in", dated="2026-09-01"))}
    row = dataclasses.replace(NEW, evidence_ids=("E03",))
    save(engagement, "retail", QUARTER, {row.key: Change(None, row)}, evidence)
    frame = read_pack(engagement, "retail", QUARTER).form("practices")
    assert frame["evidence_ids"].iloc[-1] == "E03"


def test_the_first_rating_begins_a_pack(engagement):
    assert open_pack(engagement, "online", QUARTER).read_only_because == ""
    assert problems_elsewhere(engagement, "online", QUARTER, open_pack(engagement, "online", QUARTER)) == []
    save(engagement, "online", QUARTER, {NEW.key: Change(None, NEW)})
    assert len(read_pack(engagement, "online", QUARTER).form("practices")) == 1


def test_a_folder_with_a_covering_note_alone_is_begun_too(engagement):
    place = engagement.pack_folder("online", QUARTER)
    place.mkdir(parents=True)
    (place / "handover.yaml").write_text("note: The forms follow.\n", encoding="utf-8")
    assert open_pack(engagement, "online", QUARTER).read_only_because == ""


def test_opening_writes_nothing(engagement, folder):
    open_pack(engagement, "retail", QUARTER)
    assert sorted(path.name for path in folder.iterdir()) == ["evidence.csv", "practices.csv"]


def test_changes_of_two_people_to_two_rows_both_stand(engagement):
    pack = open_pack(engagement, "retail", QUARTER)
    second = Key("idea_generation", 2, "idea_generation_2a")
    save(engagement, "retail", QUARTER, change(pack, FIRST, note="Mine."))
    saved = save(engagement, "retail", QUARTER, change(pack, second, note="Yours."))
    assert [row.note for row in saved.pack.practices.values()] == ["Mine.", "Seen twice.", "Yours."]


def test_a_row_that_both_changed_is_a_conflict_and_neither_version_is_lost(engagement, folder):
    pack = open_pack(engagement, "retail", QUARTER)
    save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large"))
    saved = save(engagement, "retail", QUARTER, change(pack, FIRST, finding="none", note="Not seen."))
    (conflict,) = saved.practices
    assert (saved.written, conflict.mine.finding, conflict.theirs.finding) == (0, "none", "large")
    assert open_pack(engagement, "retail", QUARTER).practices[FIRST].finding == "large"
    assert "Not seen." in (folder / ".desk_set_aside.jsonl").read_text(encoding="utf-8")


def test_two_who_say_the_same_do_not_disagree(engagement):
    pack = open_pack(engagement, "retail", QUARTER)
    save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large", changed_by="Lead assessor"))
    saved = save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large", changed_by="Second assessor"))
    assert (saved.written, saved.practices) == (0, ())


def test_a_row_that_somebody_removed_is_a_conflict(engagement, folder):
    pack = open_pack(engagement, "retail", QUARTER)
    lines = (folder / "practices.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "practices.csv").write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    (conflict,) = save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large")).practices
    assert conflict.theirs is None


def test_the_same_new_evidence_id_of_two_people_is_a_conflict(engagement):
    mine, yours = (EvidenceRow("E03", title) for title in ("Minutes", "Register"))
    save(engagement, "retail", QUARTER, {}, {"E03": Change(None, mine)})
    saved = save(engagement, "retail", QUARTER, {}, {"E03": Change(None, yours)})
    assert [conflict.mine.title for conflict in saved.evidence] == ["Register"]


def test_merging_keeps_the_order_and_every_row_that_nobody_touched():
    there = {key: dataclasses.replace(NEW, instance=key) for key in "abc"}
    rows, conflicts = merge(there, {"b": Change(there["b"], dataclasses.replace(there["b"], note="x"))})
    assert (list(rows), conflicts) == (["a", "b", "c"], [])
    assert (rows["a"], rows["c"]) == (there["a"], there["c"])


@pytest.mark.parametrize("name", ["practices.csv", "evidence.csv"])
def test_a_broken_form_is_shown_and_not_written_to(engagement, folder, name):
    pack = open_pack(engagement, "retail", QUARTER)
    broken = (folder / name).read_text(encoding="utf-8") + "x\n"
    (folder / name).write_text(broken, encoding="utf-8")
    now = open_pack(engagement, "retail", QUARTER)
    assert "nothing can be changed here" in now.read_only_because
    assert any(name in problem.where for problem in now.problems)
    with pytest.raises(PmobookError, match=rf"Not saved\.[\s\S]+{name}"):
        save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large"))
    assert (folder / name).read_text(encoding="utf-8") == broken


def test_problems_of_other_forms_are_told_and_keep_nobody_from_rating(engagement, folder):
    (folder / "risks.csv").write_text("risk_id\n", encoding="utf-8")
    pack = open_pack(engagement, "retail", QUARTER)
    assert pack.read_only_because == ""
    assert all("risks.csv" in problem.where for problem in problems_elsewhere(engagement, "retail", QUARTER, pack))
    assert problems_elsewhere(engagement, "retail", QUARTER, pack)


def test_a_form_that_is_a_link_out_of_the_engagement_is_never_written_to(engagement, folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "practices.csv"
    outside.write_text("capability_id,level,finding,assessor\n", encoding="utf-8")
    (folder / "practices.csv").unlink()
    (folder / "practices.csv").symlink_to(outside)
    assert "nothing can be changed" in open_pack(engagement, "retail", QUARTER).read_only_because


def test_an_excel_pack_is_shown_and_the_way_on_is_told(engagement):
    place = engagement.pack_folder("online", QUARTER)
    place.mkdir(parents=True)
    write_blank_pack(place / "pack.xlsx", ("practices", "evidence"))
    pack = open_pack(engagement, "online", QUARTER)
    assert "can't write into" in pack.read_only_because
    assert "save each sheet as CSV UTF-8" in pack.read_only_because
    with pytest.raises(PmobookError, match="can't write into"):
        save(engagement, "online", QUARTER, {NEW.key: Change(None, NEW)})


def test_a_full_disk_is_said_in_words_and_changes_nothing(engagement, folder, monkeypatch):
    pack, before = open_pack(engagement, "retail", QUARTER), (folder / "practices.csv").read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "replace_file", fail)
    with pytest.raises(PmobookError, match="No space left on device"):
        save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large"))
    assert (folder / "practices.csv").read_bytes() == before


def test_a_file_that_changes_under_our_hands_is_read_again(engagement, folder, monkeypatch):
    """Another program keeps no lock: what it writes between our reading and our writing must survive."""
    pack, real = open_pack(engagement, "retail", QUARTER), store.merge
    place, done = folder / "practices.csv", []

    def meanwhile(there, changes):
        if not done:
            done.append(place.write_text(place.read_text(encoding="utf-8").replace("Seen twice.", "Thrice."), encoding="utf-8"))
        return real(there, changes)

    monkeypatch.setattr(store, "merge", meanwhile)
    saved = save(engagement, "retail", QUARTER, change(pack, FIRST, finding="large"))
    assert [row.note for row in saved.pack.practices.values()] == ["", "Thrice.", ""]
    assert saved.pack.practices[FIRST].finding == "large"


HOSTILE = st.text(
    st.one_of(st.sampled_from("\",;\t\n\r=+-@'\\|"), st.characters(exclude_categories=["Cs", "Cc", "Cn"])), max_size=40
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(HOSTILE, HOSTILE)
def test_whatever_is_typed_comes_back_as_text(engagement, note, instance):
    (engagement.pack_folder("online", QUARTER) / "practices.csv").unlink(missing_ok=True)
    row = tidied(dataclasses.replace(NEW, note=note, instance=instance))
    saved = save(engagement, "online", QUARTER, {row.key: Change(None, row)})
    assert saved.pack.read_only_because == ""
    assert saved.pack.practices[row.key] == row


WRITER = """
import dataclasses, pathlib, sys
from pmobook.desk.sheet import Key, PracticeRow
from pmobook.desk.pack import open_pack
from pmobook.desk.store import Change, save
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter
engagement, quarter, name = open_engagement(pathlib.Path(sys.argv[1])), Quarter.parse("2026Q3"), sys.argv[2]
shared = Key("idea_generation", 1, "idea_generation_1a")
conflicts = 0
for number in range(int(sys.argv[3])):
    for key in (shared, Key("idea_generation", number % 5 + 1, "", name)):
        while True:
            found = open_pack(engagement, "retail", quarter).practices.get(key)
            row = found or PracticeRow(*key, finding="partial", assessor="Second assessor")
            wanted = dataclasses.replace(row, note=f"{row.note} {name}{number}".strip())
            if not save(engagement, "retail", quarter, {key: Change(found, wanted)}).practices:
                break
            conflicts += 1
print(conflicts)
"""


def test_of_two_processes_that_write_the_same_file_and_row_no_word_is_lost(engagement, folder):
    """Each adds a word at a time to a row of both and to rows of its own, and reads again whenever it is told of a conflict."""
    rounds = 6
    writers = [Program(WRITER, engagement.folder, name, rounds) for name in ("a", "b")]
    conflicts = [int(writer.communicate(timeout=120)[0]) for writer in writers]
    rows = open_pack(engagement, "retail", QUARTER).practices
    words = {f"{name}{number}" for name in "ab" for number in range(rounds)}
    assert set(rows[FIRST].note.split()) == words
    assert {word for row in rows.values() if row.instance for word in row.note.split()} == words
    assert rows[Key("idea_generation", 1, "idea_generation_1b")].note == "Seen twice."
    aside = folder / ".desk_set_aside.jsonl"
    assert (len(aside.read_text(encoding="utf-8").splitlines()) if aside.exists() else 0) == sum(conflicts)


KILLED = """
import dataclasses, os, pathlib, sys
from pmobook.desk.sheet import Key
from pmobook.desk.pack import open_pack
from pmobook.desk.store import Change, save
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter
engagement, quarter, moment = open_engagement(pathlib.Path(sys.argv[1])), Quarter.parse("2026Q3"), sys.argv[2]
real = pathlib.Path.replace
def die(self, target):
    if moment == "after":
        real(self, target)
    os._exit(9)
pathlib.Path.replace = die
key = Key("idea_generation", 1, "idea_generation_1a")
row = open_pack(engagement, "retail", quarter).practices[key]
save(engagement, "retail", quarter, {key: Change(row, dataclasses.replace(row, finding="none"))})
"""


@pytest.mark.parametrize(("moment", "finding"), [("before", "full"), ("after", "none")])
def test_a_crash_around_the_renaming_leaves_the_old_or_the_new_file_whole(engagement, folder, moment, finding):
    ended = Program(KILLED, engagement.folder, moment)
    ended.communicate(timeout=60)
    assert ended.returncode == 9
    pack = open_pack(engagement, "retail", QUARTER)
    assert (pack.read_only_because, pack.practices[FIRST].finding, len(pack.practices)) == ("", finding, 3)
    save(engagement, "retail", QUARTER, change(pack, FIRST, finding="partial"))
    assert not list(folder.glob(".*.partial"))
    assert read_pack(engagement, "retail", QUARTER).form("practices")["finding"].iloc[0] == "partial"
