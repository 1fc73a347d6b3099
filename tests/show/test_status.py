import pytest

from pmobook.show.status import confidence_mark, measure_mark, movement_mark, status_mark
from pmobook.vocabulary import Confidence


@pytest.mark.parametrize(("kind", "shape"), [("good", "●"), ("watch", "◆"), ("act", "▲"), ("not assessed", "○")])
def test_every_kind_has_its_own_shape_and_says_its_word(kind, shape):
    mark = status_mark(kind, "Word")
    assert shape in mark
    assert "Word" in mark
    assert 'aria-hidden="true"' in mark


def test_the_word_is_text_whatever_it_holds():
    assert "<script>" not in status_mark("act", "<script>alert(1)</script>")


@pytest.mark.parametrize("mark", [measure_mark, confidence_mark, movement_mark])
@pytest.mark.parametrize("missing", [None, float("nan"), "", "not assessed"])
def test_what_is_missing_reads_not_assessed(mark, missing):
    assert "not assessed" in mark(missing)


def test_every_confidence_has_a_mark():
    for confidence in Confidence:
        assert confidence in confidence_mark(confidence)


def test_a_movement_says_which_way():
    assert "worse" in movement_mark("worse")
    assert "unchanged" in movement_mark("same")
    assert "too few values" in movement_mark("too few values")
