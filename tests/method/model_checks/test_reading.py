"""Reading ease by area and text, with a remark on what is too hard."""

from __future__ import annotations

from pmobook.method.model_checks.reading import AreaReading, find_hard_reading, hardest_texts, reading_by_area
from pmobook.method.model_checks.rules import lint_rules
from pmobook.method.model_checks.texts import Text

LIMITS = lint_rules().reading_ease
EASY = Text("easy", "a", "statement", "The list is read each week, and the head of the team says what to do with each new line.")
HARD = Text("hard", "b", "statement", "Organisational accountability necessitates comprehensive methodological harmonisation "
            "facilitating multidimensional prioritisation capabilities enterprise-wide.")  # fmt: skip
SHORT = Text("short", "b", "statement", "Institutionalisation.")


def test_each_area_reads_as_its_texts_together():
    easy, hard = reading_by_area([EASY, HARD, SHORT])
    assert (easy.area_id, hard.area_id) == ("a", "b")
    assert easy.reading_ease > 60
    assert hard.reading_ease < 0
    assert hard.words == 13


def test_the_hardest_come_first_and_short_ones_are_not_judged():
    assert [one.text.where for one in hardest_texts([EASY, SHORT, HARD], LIMITS)] == ["hard", "easy"]
    fewer = LIMITS.model_copy(update={"worst_listed": 1})
    assert [one.text.where for one in hardest_texts([EASY, SHORT, HARD], fewer)] == ["hard"]


def test_what_is_too_hard_is_remarked_on_by_area_and_by_text():
    areas = [AreaReading("a", 39.6, 100), AreaReading("b", 40.0, 100)]
    told = find_hard_reading(areas, [EASY, HARD, SHORT], LIMITS, {"a": "a.yaml", "b": "b.yaml"})
    assert [(one.where, one.severity) for one in told] == [("a.yaml", "remark"), ("hard", "remark")]
    assert told[0].found == "a reading ease of 40"
    assert told[0].expected == "at least 40"
