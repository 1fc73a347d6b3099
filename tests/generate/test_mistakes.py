import pytest

from pmobook.generate.mistakes import MISTAKES, write_pack_with_mistakes


def test_every_mistake_is_written_and_the_good_pack_stays_good(demo, tmp_path):
    good = demo["supply_chain"].forms(7)
    write_pack_with_mistakes(tmp_path, good)
    for mistake in MISTAKES:
        assert mistake.written in (tmp_path / f"{mistake.form}.csv").read_text(encoding="utf-8")
    assert good == demo["supply_chain"].forms(7)


def test_each_mistake_has_a_cell_of_its_own():
    assert len({(mistake.form, mistake.column, mistake.holds) for mistake in MISTAKES}) == len(MISTAKES)


def test_a_pack_without_a_row_for_a_mistake_is_refused(demo, tmp_path):
    forms = {**demo["supply_chain"].forms(7), "gates": []}
    with pytest.raises(ValueError, match="no row of gates where held_on is ''"):
        write_pack_with_mistakes(tmp_path, forms)
