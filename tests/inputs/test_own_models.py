"""An engagement may bring a maturity model of its own, which is read from its own folder and nowhere else."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.blank import write_blank_packs
from pmobook.inputs.convert import import_sources
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.own_models import model_source, own_models_digest
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.vocabulary import Quarter

SMALL = Path(__file__).parents[1] / "models" / "supplier_office"
Q3 = Quarter(2026, 3)


@pytest.fixture
def own(engagement):
    """The engagement with the small model, by which its business unit retail is assessed; logistics is not."""
    shutil.copytree(SMALL, engagement.folder / "maturity" / "supplier_office")
    write_unit(engagement, "maturity_model: supplier_office\n")
    return open_engagement(engagement.folder)


def write_unit(engagement, more):
    (engagement.folder / "business_units" / "retail.yaml").write_text(f"name: Retail\n{more}", encoding="utf-8")


def refused(folder):
    with pytest.raises(ProblemsFound) as found:
        open_engagement(folder)
    return [str(problem) for problem in found.value.problems]


def test_a_business_unit_is_assessed_by_the_model_that_it_names(own):
    assert own.model("retail").model_id == "supplier_office"
    assert own.model("logistics").model_id == "strategic_pmo"
    assert [frame.frame_id for frame in own.crosswalks("retail").frames] == ["three_phases"]
    assert own.crosswalks("logistics").frame("cmmi_levels").dimensions


def test_a_model_of_the_method_s_id_is_a_problem_rather_than_a_choice(own):
    (own.folder / "maturity" / "supplier_office").rename(own.folder / "maturity" / "strategic_pmo")
    write_unit(own, "")
    assert refused(own.folder) == [
        ("maturity/strategic_pmo: found a model of the id strategic_pmo, which the method has too, expected an id of its own for "
        "each model. Rename the folder and the model_id inside.")
    ]  # fmt: skip


def test_an_unknown_model_names_the_nearest_of_the_engagement_s_own(own):
    write_unit(own, "maturity_model: supplier_offce\n")
    (told,) = refused(own.folder)
    assert "business_units/retail.yaml, maturity_model: found 'supplier_offce'" in told
    assert "Did you mean supplier_office?" in told
    assert "the engagement's own are supplier_office" in told


@pytest.mark.parametrize("name", ["../../elsewhere", "/etc", "..", "Supplier Office"])
def test_a_model_is_named_by_its_id_and_not_by_a_path(own, name):
    with pytest.raises(PmobookError, match="There is no maturity model"):
        model_source(own.folder, name)


def test_folders_that_can_be_no_model_are_told(own, tmp_path):
    maturity = own.folder / "maturity"
    (maturity / "Old Model").mkdir()
    (maturity / "empty").mkdir()
    (maturity / ".hidden").mkdir()
    (maturity / "note.txt").write_text("a note", encoding="utf-8")
    shutil.copytree(SMALL, tmp_path / "elsewhere")
    (maturity / "elsewhere").symlink_to(tmp_path / "elsewhere")
    told = refused(own.folder)
    assert [one.split(":")[0] for one in told] == ["maturity/Old Model", "maturity/elsewhere", "maturity/empty"]
    assert "found a link that leads out of the engagement" in told[1]
    assert "found no model.yaml" in told[2]
    with pytest.raises(PmobookError, match="There is no maturity model 'elsewhere'"):
        model_source(own.folder, "elsewhere")


def test_a_model_that_does_not_hold_together_is_told_with_its_file(own):
    path = own.folder / "maturity" / "supplier_office" / "sourcing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 1.5", "weight: heavy"), encoding="utf-8")
    (told,) = refused(own.folder)
    assert told.startswith("maturity/supplier_office/sourcing.yaml, capabilities > 0 > weight: found 'heavy'")


def test_a_change_of_the_model_is_seen_at_once_and_changes_the_digests(own):
    before = own.model_digest("retail"), own_models_digest(own.folder)
    path = own.folder / "maturity" / "supplier_office" / "sourcing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Contracts", "title: Agreements"), encoding="utf-8")
    assert own.model("retail").capability("contracts").title == "Agreements"
    assert own.model_digest("retail") != before[0]
    assert own_models_digest(own.folder) != before[1]


def test_an_engagement_without_models_of_its_own_has_no_digest_of_them(engagement):
    assert own_models_digest(engagement.folder) is None
    assert engagement.model_digest("retail") == "strategic_pmo"


def test_targets_rules_and_roles_are_those_of_the_model(own):
    (own.folder / "engagement.yaml").write_text(
        "organisation: Example Stores\nmoney: {currency: GBP}\nrespondent_roles: {Purser: buyer, Night porter: porter}\n",
        encoding="utf-8",
    )
    write_unit(own, "maturity_model: supplier_office\nscoring_rule: nplf_bands\n"
               "target_levels: {sourcing: 2, contracts: 3, delivery: 3.5, contrcts: 1}\n")  # fmt: skip
    told = refused(own.folder)
    assert told[0].startswith("business_units/retail.yaml, target_levels > delivery: found 3.5, expected a level from 0 to 3")
    assert (
        "target_levels > contrcts: found an unknown focus area, expected one of sourcing, delivery, or the id of a cap" in told[1]
    )
    assert told[1].endswith("Did you mean contracts?")
    assert "scoring_rule: found 'nplf_bands', expected a rule that the model supplier_office offers" in told[2]
    assert told[3].startswith(
        "engagement.yaml, respondent_roles > Night porter: found 'porter', expected a perspective: executive"
    )
    assert len(told) == 4


def pack(own, **forms):
    folder = own.folder / "inputs" / "retail" / "2026Q3"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in forms.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(problem) for problem in find_problems(own, "retail", Q3)]


def test_a_pack_is_checked_against_the_model(own):
    told = pack(own, responses="respondent_id,role,capability_id,rating\nR1,Buyer,contracts,3\nR2,Buyer,contracts,4\n"
                "R3,Buyer,budget_management,2\nR4,Buyer,contracts,not assessed\n")  # fmt: skip
    assert told == [
        ("inputs/retail/2026Q3/responses.csv, line 3 (respondent 'R2'), column rating: found 4, expected 0 to 3, "
         "the levels of supplier_office. Ask the respondent for the level by this model, or write not assessed."),
        ("inputs/retail/2026Q3/responses.csv, line 4 (respondent 'R3'), column capability_id: found 'budget_management', "
         "expected a capability_id that stands in the maturity model supplier_office. Correct it, or add it there; "
         "selection_of_suppliers, contracts, performance_reviews are there now."),
    ]  # fmt: skip


def test_a_pack_that_was_right_is_checked_again_when_the_model_changes(own):
    form = "respondent_id,role,capability_id,rating\nR1,Buyer,contracts,3\n"
    assert pack(own, responses=form) == []
    path = own.folder / "maturity" / "supplier_office" / "sourcing.yaml"
    text = path.read_text(encoding="utf-8").replace("contracts_", "agreements_")
    path.write_text(text.replace("capability_id: contracts\n", "capability_id: agreements\n"), encoding="utf-8")
    model = path.with_name("model.yaml")
    model.write_text(
        model.read_text(encoding="utf-8").replace("capability_id: contracts,", "capability_id: agreements,"), "utf-8"
    )
    assert "found 'contracts', expected a capability_id" in pack(own)[0]


def test_blank_forms_offer_the_model_s_capabilities_levels_and_practices(own):
    (path,) = write_blank_packs(own, Q3, ["retail"])
    book = openpyxl.load_workbook(path)
    assert [row[0].value for row in book["Lists"]["A2:A4"]] == list(own.model("retail").capability_ids)
    rules = {(name, rule.promptTitle): rule for name in ("responses", "practices")
             for rule in book[name].data_validations.dataValidation}  # fmt: skip
    assert rules["responses", "rating"].formula1 == '"0,1,2,3,not assessed"'
    assert rules["practices", "level"].formula1 == '"1,2,3"'
    assert rules["practices", "practice_id"].formula1 == "'Lists'!$F$2:$F$19"
    assert book["practices"].max_row == 19


def test_an_import_checks_packs_against_the_model(own, tmp_path):
    (tmp_path / "answers.csv").write_text("Code,What,Level,When\nR1,contracts,4,2026Q3\n", encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(
        "title: Answers\nbusiness_unit: {constant: retail}\nquarter: {column: When}\nforms:\n  responses:\n    columns:\n"
        "      respondent_id: Code\n      role: {constant: Buyer}\n      capability_id: What\n      rating: Level\n",
        encoding="utf-8",
    )
    report = import_sources(own.folder, tmp_path / "answers.yaml", [tmp_path / "answers.csv"])
    assert "the levels of supplier_office" in str(report.problems[0])


def test_a_pack_by_the_model_is_read(own):
    assert pack(own, practices="capability_id,level,practice_id,finding,assessor\ncontracts,2,contracts_2a,full,Lead\n") == []
    assert read_pack(own, "retail", Q3).form("practices")["practice_id"].tolist() == ["contracts_2a"]
