"""The page says everything that the model says."""

from __future__ import annotations

import re

from pmobook.method.crosswalks import Crosswalks
from pmobook.method.maturity import maturity_crosswalks, maturity_model
from pmobook.method.model_page import maturity_model_page


def test_everything_of_a_model_stands_on_its_page(small, small_model):
    page = maturity_model_page(small_model, small.crosswalks(small_model))
    for capability in small_model.capabilities:
        assert f"### {capability.title}\n" in page
        texts = [capability.definition, *capability.questions.values(), *capability.levels.values()]
        texts += [text for one in capability.practices for text in (f"`{one.practice_id}`", one.statement, one.evidence)]
        texts += [text for one in capability.actions for text in (one.action_id, one.title, one.steps)]
        assert [text for text in texts if text not in page] == []
    assert "| 1 to 2 | Count late deliveries of the ten largest suppliers (`performance_reviews_to_2`) |" in page
    assert "| 12.5 | 8 | `contracts` at 2 |" in page
    assert "| Contracts | Before the order 0.25, During the contract 0.75 |" in page
    assert "| Reviews of suppliers | The frame looks at orders and not at suppliers. |" in page
    assert "| Buyers | `buyer` | Buyer, Category lead |" in page


def test_links_lead_to_headings_of_the_page():
    page = maturity_model_page(maturity_model("strategic_pmo"), maturity_crosswalks("strategic_pmo"))
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").casefold()).replace(" ", "-") for line in page.splitlines() if line[:1] == "#"
    }
    links = re.findall(r"\]\(#([^)]+)\)", page)
    assert len(links) == 32
    assert set(links) <= headings


def test_a_bar_in_a_text_does_not_break_its_table(small, small_model, change):
    area = small_model.areas[1].model_copy(update={"title": "Deli|very"})
    page = maturity_model_page(small_model.model_copy(update={"areas": (area,)}), Crosswalks(crosswalks=()))
    assert "[Deli\\|very](#delivery)" in page
    assert "Read in another frame" not in page
