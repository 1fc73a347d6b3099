import xml.etree.ElementTree as ET

from pmobook.show.level_track import level_scale, level_track


def parts(svg, name):
    return [part for part in ET.fromstring(svg).iter() if part.get("class") == name]


def test_score_and_target_stand_at_their_places_on_the_scale():
    svg = level_track(0.0, 5.0, "act", "a & b")
    assert ET.fromstring(svg).get("aria-label") == "a & b"
    assert parts(svg, "pmo-track-target")[0].get("x1") == "97.0%"
    assert parts(svg, "pmo-track-gap")[0].get("x1") == "3.0%"
    assert len(parts(svg, "pmo-mark-act")) == 1


def test_an_interval_is_a_band_behind_the_mark():
    band, *_ = parts(level_track(2.0, 3.0, "watch", "", (0.0, 5.0)), "pmo-track-band")
    assert (band.get("x1"), band.get("x2")) == ("3.0%", "97.0%")


def test_what_is_missing_is_not_drawn():
    assert not parts(level_track(2.0, 3.0, "watch", ""), "pmo-track-band")
    assert not parts(level_track(None, 3.0, "not assessed", ""), "pmo-mark-not-assessed")
    assert not parts(level_track(None, 3.0, "not assessed", ""), "pmo-track-gap")
    assert not parts(level_track(2.0, None, "not assessed", ""), "pmo-track-target")


def test_every_status_has_its_own_shape():
    marks = {kind: level_track(2.0, 3.0, kind, "").split("overflow")[1].split(">", 2)[2] for kind in ("act", "watch", "good")}
    assert len(set(marks.values())) == 3


def test_the_scale_names_the_levels():
    assert "".join(ET.fromstring(level_scale()).itertext()) == "012345"
