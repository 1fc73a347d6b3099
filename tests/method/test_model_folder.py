"""A model's folder is read whole, by ids alone, or everything that is wrong with it is told."""

from __future__ import annotations

import pytest

from pmobook.errors import ProblemsFound
from pmobook.method.model_folder import ModelFolder, read_model_folder


def problems(folder: ModelFolder) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        read_model_folder(folder)
    return [str(problem) for problem in found.value.problems]


def test_areas_stand_in_files_of_their_own_or_inline(small):
    model = read_model_folder(small)
    assert [area.area_id for area in model.areas] == ["sourcing", "delivery"]
    assert small.file_of("sourcing") == "supplier_office/sourcing.yaml"
    assert small.file_of("delivery") == "supplier_office/model.yaml"


@pytest.mark.parametrize("listed", ["../sourcing", "sourcing.yaml", "/etc/passwd", "model", "crosswalks", "Sourcing"])
def test_nothing_is_read_by_a_file_name(small, change, listed):
    change("model.yaml", "- sourcing\n", f"- {listed}\n")
    (told,) = problems(small)
    assert told.startswith(f"supplier_office/model.yaml, areas > 0: found '{listed}', expected the id of a focus area")


def test_a_number_is_no_area(small, change):
    change("model.yaml", "- sourcing\n", "- 7\n")
    assert "found '7', expected the id of a focus area" in problems(small)[0]


def test_an_area_without_its_file_is_named(small):
    (small.path / "sourcing.yaml").unlink()
    (told,) = problems(small)
    assert "found sourcing, while there is no file sourcing.yaml" in told


@pytest.mark.parametrize("name", ["model.yaml", "sourcing.yaml", "crosswalks.yaml"])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(small, tmp_path, name):
    outside = (small.path / name).rename(tmp_path / "outside.yaml")
    (small.path / name).symlink_to(outside)
    with pytest.raises(ProblemsFound, match=rf"supplier_office/{name}: found a link that leads out of the model's folder"):
        small.crosswalks(read_model_folder(small))


def test_the_model_has_the_name_of_its_folder(small, change):
    change("model.yaml", "model_id: supplier_office", "model_id: suppliers")
    assert problems(small) == [
        (
            "supplier_office/model.yaml, model_id: found 'suppliers', expected supplier_office, the name of its folder. "
            "Give the model and its folder one id."
        )
    ]


def test_an_area_has_the_name_of_its_file(small, change):
    change("sourcing.yaml", "area_id: sourcing", "area_id: buying")
    assert "sourcing.yaml, area_id: found 'buying', expected sourcing, the name of its file" in problems(small)[0]


def test_every_file_s_mistakes_are_told_at_once_with_the_file(small, change):
    change("sourcing.yaml", "weight: 1.5", "weight: 0")
    change("model.yaml", "weight: 2.0", "wieght: 2.0")
    told = problems(small)
    assert told[0].startswith("supplier_office/sourcing.yaml, capabilities > 0 > weight: found '0', expected greater than 0")
    assert "supplier_office/model.yaml, areas > 1, wieght: found the unknown key 'wieght'" in told[1]
    assert "Did you mean weight?" in told[1]


def test_a_folder_without_a_model_is_told(small):
    (small.path / "model.yaml").unlink()
    assert problems(small)[0].startswith("supplier_office/model.yaml: found no such file")


def test_areas_that_are_no_list_are_told(small):
    (small.path / "model.yaml").write_text("areas: none at all\n", encoding="utf-8")
    assert any("areas" in one for one in problems(small))


def test_the_digest_changes_with_every_file_and_with_nothing_else(small):
    before = small.digest
    (small.path / "notes.txt").write_text("of no account", encoding="utf-8")
    (small.path / ".model.yaml.swp").write_text("of no account", encoding="utf-8")
    assert small.digest == before
    for name in ("model.yaml", "sourcing.yaml", "crosswalks.yaml"):
        with (small.path / name).open("a", encoding="utf-8") as file:
            file.write("# later\n")
        assert small.digest != before
        before = small.digest


def test_a_model_without_crosswalks_has_no_frames(small):
    (small.path / "crosswalks.yaml").unlink()
    assert small.crosswalks(read_model_folder(small)).frames == ()


def test_crosswalks_that_contradict_the_model_are_refused(small, change):
    change("crosswalks.yaml", "during: 0.75", "during: 0.5")
    with pytest.raises(ProblemsFound, match=r"mapping > contracts: found shares that add up to 0\.75, expected shares that add"):
        small.crosswalks(read_model_folder(small))
