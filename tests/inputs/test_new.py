import re

import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.engagement_parameters import EngagementParameters
from pmobook.inputs.new import make_engagement


def test_a_new_engagement_opens_and_says_what_was_asked(tmp_path):
    files = make_engagement(tmp_path / "client", "Northern Water", "EUR", ["Retail & Wholesale", "Field Services"])
    engagement = open_engagement(tmp_path / "client")
    assert engagement.parameters.organisation == "Northern Water"
    assert engagement.parameters.money.currency == "EUR"
    assert {key: unit.name for key, unit in engagement.business_units.items()} == {
        "field_services": "Field Services", "retail_and_wholesale": "Retail & Wholesale",
    }  # fmt: skip
    assert (tmp_path / "client" / "inputs").is_dir()
    assert all(path.is_file() for path in files)
    assert {path.name for path in files} == {"engagement.yaml", "README.md", "field_services.yaml", "retail_and_wholesale.yaml"}


def test_the_commented_lines_are_right_when_the_comment_sign_is_taken_away(tmp_path):
    make_engagement(tmp_path / "client", "Client", "GBP", ["Retail", "Supply"])
    for path in (tmp_path / "client/engagement.yaml", tmp_path / "client/business_units/retail.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        keys = ("forms:", "target_levels:", "  portfolio_management:", "tolerance:", "  total_exposure:", "  dated:", "  set_by:",
                "lead:", "goal_weights:", "start_shifts:", "risk_tolerance:", "attribution:", "improvement:", "prices:",
                "skills:", "reports_from:", "reports_until:", "note:",
                "former_names:", "scoring_rule:", "budget:", "budget_by_quarter:", "  2026Q4:")  # fmt: skip
        opened = [line[2:] if line.startswith("# ") and line[2:].startswith(keys) else line for line in lines]
        opened = [line.replace("  # rates:", "  rates:") for line in opened]
        assert opened != lines
        path.write_text("\n".join(opened), encoding="utf-8")
    engagement = open_engagement(tmp_path / "client")
    assert engagement.parameters.tolerance.total_exposure == 10
    assert engagement.parameters.goal_weights == "judged"
    assert engagement.parameters.money.rates["USD"].rate == 0.92
    assert engagement.parameters.prices.hire == 0.0075
    assert engagement.improvement("supply").effort_days == 60
    assert (engagement.improvement("retail").effort_days, engagement.improvement("retail").budget) == (20, 0.05)
    assert engagement.business_unit("retail").risk_tolerance.amount == 3
    assert engagement.scoring_rule("retail") == "weakest_link"
    assert engagement.business_unit("retail").budget_by_quarter == {"2026Q4": 3.2}
    assert engagement.target_levels("supply") == {"portfolio_management": 3}


@pytest.mark.parametrize(
    ("file", "model"), [("engagement.yaml", EngagementParameters), ("business_units/retail.yaml", BusinessUnit)]
)
def test_every_key_that_there_is_stands_in_the_file_to_start_from(tmp_path, file, model):
    make_engagement(tmp_path / "client", "Client", "USD", ["Retail"])
    text = (tmp_path / "client" / file).read_text(encoding="utf-8")
    assert [key for key in model.model_fields if not re.search(rf"^(# )?{key}:", text, flags=re.MULTILINE)] == []


def test_the_readme_tells_the_next_three_steps(tmp_path):
    make_engagement(tmp_path / "client", "Client", "GBP", ["Retail"])
    text = (tmp_path / "client" / "README.md").read_text(encoding="utf-8")
    for step in ("1. **", "2. **", "3. **", "pmobook forms", "pmobook check", "pmobook run", "inputs/retail/<quarter>/pack.xlsx"):
        assert step in text


@pytest.mark.parametrize("name", ['The "A: B" # Company', "{organisation}", "- x", "No", "Ärzte & Söhne", "\\"])
def test_names_with_odd_signs_come_back_as_they_are(tmp_path, name):
    make_engagement(tmp_path / "client", name, "GBP", [name])
    engagement = open_engagement(tmp_path / "client")
    assert engagement.parameters.organisation == name
    assert [unit.name for unit in engagement.business_units.values()] == [name]


def test_an_empty_folder_will_do_and_any_other_is_left_alone(tmp_path):
    (tmp_path / "empty").mkdir()
    make_engagement(tmp_path / "empty", "Client", "GBP", ["Retail"])
    before = sorted(path.name for path in (tmp_path / "empty").rglob("*"))
    for place in (tmp_path / "empty", tmp_path / "empty" / "README.md"):
        with pytest.raises(PmobookError, match="is there already and not empty"):
            make_engagement(place, "Client", "GBP", ["Retail"])
    assert sorted(path.name for path in (tmp_path / "empty").rglob("*")) == before


def test_a_place_that_can_not_be_written_to_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(PmobookError, match="can't be written to"):
        make_engagement(tmp_path / "file" / "client", "Client", "GBP", ["Retail"])


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_made(tmp_path):
    with pytest.raises(ProblemsFound) as found:
        make_engagement(tmp_path / "client", " ", "pounds", ["Retail", "retail!", "", "x" * 201])
    text = str(found.value)
    assert "name of the organisation: found nothing" in text
    assert "currency: found 'pounds', expected three capital letters" in text
    assert "'Retail' and 'retail!', which both give the id retail" in text
    assert len(found.value.problems) == 5
    assert not (tmp_path / "client").exists()
    with pytest.raises(ProblemsFound, match="business units: found none"):
        make_engagement(tmp_path / "client", "Client", "GBP", [])
