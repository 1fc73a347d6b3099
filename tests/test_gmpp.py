"""The real engagement: what is committed is what the mapping makes of the source, and nothing is lost on the way."""

import csv
import re
import shutil
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from pmobook.inputs.convert import import_sources
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.method.places import workbook_folder

GMPP = workbook_folder() / "params" / "gmpp"
SOURCE = GMPP / "source" / "gmpp_2014_2019.csv"
MAPPING = workbook_folder() / "params" / "mappings" / "gmpp.yaml"
QUARTERS = {"2013Q3": 199, "2014Q3": 188, "2015Q3": 143, "2016Q3": 143, "2017Q3": 133, "2018Q3": 133}
RATINGS = {"green": "green", "amber/green": "amber/green", "amber": "amber", "amber/red": "amber/red", "red": "red"}


@pytest.fixture(scope="module")
def raw():
    with SOURCE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def packs():
    engagement = open_engagement(GMPP)
    return [
        read_pack(engagement, business_unit, quarter)
        for business_unit in engagement.business_units
        for quarter in engagement.quarters(business_unit)
    ]


def quarter_of(row):
    return f"{row['snapshot_date'][:4]}Q3"


def amount_of(text):
    """Read an amount in a way of its own, to compare with: the digits, if the text begins like an amount."""
    match = re.match(r"(-?)[£Ł]?([\d,]+\.?\d*)m?$", text)
    return Decimal(match[1] + match[2].replace(",", "")) if match else None


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("inputs", "imports")
        for path in (folder / part).rglob("*")
        if path.is_file()
    }


def test_importing_the_source_again_gives_exactly_the_committed_packs(tmp_path):
    engagement = tmp_path / "gmpp"
    shutil.copytree(GMPP / "business_units", engagement / "business_units")
    shutil.copy(GMPP / "engagement.yaml", engagement)
    report = import_sources(engagement, MAPPING, [SOURCE])
    assert report.is_complete
    assert (report.rows_read, report.rows_with("left out"), report.blank_rows) == (939, 0, 0)
    assert contents(engagement) == contents(GMPP)


def test_every_row_of_the_source_arrives(raw, packs):
    assert len(raw) == 939
    for form in ("projects", "project_costs"):
        rows = Counter()
        for pack in packs:
            rows[str(pack.quarter)] += len(pack.form(form))
        assert rows == QUARTERS
    titles = Counter((str(pack.quarter), title) for pack in packs for title in pack.form("projects")["title"])
    assert titles == Counter((quarter_of(row), " ".join(row["project_name"].split())) for row in raw)


def test_confidence_counts_of_each_year_are_those_of_the_source(raw, packs):
    expected = defaultdict(Counter)
    for row in raw:
        expected[quarter_of(row)][RATINGS.get(row["dca"].lower().replace("/ ", "/"), "not assessed")] += 1
    found = defaultdict(Counter)
    for pack in packs:
        frame = pack.form("projects")
        assert (frame["confidence"].isna() == frame["confidence_not_assessed"].notna()).all()
        found[str(pack.quarter)].update(frame["confidence"].fillna("not assessed"))
    assert found == expected


@pytest.mark.parametrize(
    ("form", "column", "heading"),
    [
        ("projects", "whole_life_cost", "wlc_gbp_m"),
        ("project_costs", "planned_value", "fy_baseline_gbp_m"),
        ("project_costs", "forecast_cost", "fy_forecast_gbp_m"),
    ],
)
def test_money_of_each_year_adds_up_to_the_source_and_what_is_no_amount_keeps_its_text(raw, packs, form, column, heading):
    expected = {quarter: Decimal(0) for quarter in QUARTERS}
    reasons = Counter()
    for row in raw:
        amount = amount_of(row[heading])
        if amount is None:
            reasons[" ".join(row[heading].split())] += 1
        else:
            expected[quarter_of(row)] += amount
    found = dict.fromkeys(QUARTERS, Decimal(0))
    kept = Counter()
    for pack in packs:
        frame = pack.form(form)
        found[str(pack.quarter)] += sum((Decimal(repr(float(value))) for value in frame[column].dropna()), Decimal(0))
        kept.update(frame[f"{column}_not_assessed"].dropna())
        assert (frame[column].isna() == frame[f"{column}_not_assessed"].notna()).all()
    assert found == expected
    assert kept == reasons
    assert sum(expected.values()) > 100_000 / (10 if form == "project_costs" else 1)


def test_negative_amounts_are_real_and_stay(raw, packs):
    negative = sum(
        1
        for row in raw
        for heading in ("fy_baseline_gbp_m", "fy_forecast_gbp_m", "wlc_gbp_m")
        if (amount_of(row[heading]) or 0) < 0
    )
    found = sum(
        int((pack.form(form)[column] < 0).sum())
        for pack in packs
        for form, column in (
            ("projects", "whole_life_cost"),
            ("project_costs", "planned_value"),
            ("project_costs", "forecast_cost"),
        )
    )
    assert found == negative == 6


@pytest.mark.parametrize(("column", "heading"), [("start", "start_date"), ("forecast_finish", "end_date")])
def test_dates_are_read_day_first_and_what_is_no_date_keeps_its_text(raw, packs, column, heading):
    expected, reasons = Counter(), 0
    for row in raw:
        match = re.fullmatch(r"(\d\d)[/.](\d\d)[/.](?:20|19)?(\d\d)", row[heading])
        if match:
            expected[f"{match[3]}-{match[2]}-{match[1]}"] += 1
        elif row[heading]:
            reasons += 1
    found, kept = Counter(), 0
    for pack in packs:
        frame = pack.form("projects")
        found.update(frame[column].dropna().dt.strftime("%y-%m-%d"))
        kept += int(frame[f"{column}_not_assessed"].notna().sum())
    assert found == expected
    assert kept == reasons


def test_money_belongs_to_the_financial_year_of_the_snapshot(packs):
    for pack in packs:
        year = pack.quarter.year
        assert set(pack.form("project_costs")["period"]) == {f"FY{year}/{(year + 1) % 100:02d}"}


def test_departments_under_several_names_are_one_business_unit_each(raw, packs):
    rows = Counter()
    for pack in packs:
        rows[pack.business_unit] += len(pack.form("projects"))
    departments = Counter(row["department"] for row in raw)
    assert rows["mod"] == departments["MOD"] + departments["MoD"] == 218
    assert rows["moj"] == departments["MOJ"] + departments["MoJ"] == 89
    assert rows["dhsc"] == sum(count for name, count in departments.items() if name.upper().startswith(("DOH", "DH"))) == 141
    assert (rows["bis"], rows["decc"], rows["beis"]) == (24, 27, 27)
    assert len(rows) == 22


def test_the_engagement_passes_its_own_check_and_carries_its_attribution():
    engagement = open_engagement(GMPP)
    assert (
        engagement.parameters.attribution == "Contains public sector information licensed under the Open Government Licence v3.0"
    )
    for business_unit in engagement.business_units:
        for quarter in engagement.quarters(business_unit):
            assert find_problems(engagement, business_unit, quarter) == []
