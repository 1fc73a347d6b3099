"""A new engagement: the folder, files and comments that a consultant starts from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.vocabulary import quoted, slug

__all__ = ["make_engagement"]

_LONGEST_NAME = 200
_SCALES = "one, thousand, million or billion"

_ENGAGEMENT = """\
# What holds for the whole organisation. A line that begins with # is a comment: take the # away to use it.
organisation: {organisation}

# What an amount of money in a form counts in: a currency, and one of {scales}.
money:
  currency: {currency}
  scale: million
  # rates: {{{other}: {{rate: 0.92, dated: 2026-01-02, source: Group Treasury}}}}  # for amounts that name another currency

# Language of results, pages and exports: en or de.
# language: de

# A line that pages and board packs must carry, such as the licence of the data.
# attribution: Confidential

# Which maturity model is used: one of the method, or one of your own in maturity/<id>/model.yaml beside this file.
maturity_model: strategic_pmo

# How answers become a score. All rules are shown side by side; this one states the level: weighted_mean, weakest_link,
# weakest_link_nearness, cumulative_practices, staged_goals, nplf_bands, coverage_sum, ladder, goal_stage_share or
# service_sophistication.
scoring_rule: weighted_mean

# What the level rests on: people's ratings (survey) or an assessor's findings on practices (appraisal).
instrument: survey

# What an answer that is not assessed does: it is left out (exclude), or the score is given as an interval (interval).
not_assessed: exclude

# A capability rated by fewer people than this is not assessed.
minimum_raters: 1

# An anonymous survey shows no single rating, and nothing of fewer people than minimum_group.
# survey: {{anonymous: true, minimum_group: 5}}

# Which findings on practices count (all, submitted, validated), and whether one without valid evidence counts as partly
# met only (required) or is remarked on (advisory).
# appraisal: {{counted: validated, evidence: required}}

# Roles of your respondents that the maturity model doesn't know, and whose view they are.
# respondent_roles: {{Head of Retail PMO: pmo}}

# Effort that a business unit can spend on improving its PMO; dates of the plan follow from it.
# person_days_per_week: 5

# What it can spend on that in a quarter: person-days, money, and what a person-day costs in the money above.
# improvement: {{effort_days: 60, budget: 0.05, day_cost: 0.0006}}

# For comparison with other organisations, if you have a pool of their records: line of business, and small (up to 250
# people), medium (1,000), large (10,000) or very large.
# sector: Consumer goods
# size: large

# What money loses in worth a year, to value projects by; 0.035 (3.5 %) if left out.
# discount_rate: 0.05

# Days after a quarter's end by which a pack should be in.
packs_due_days: 15

# Month in which the fiscal year begins, days after a quarter's end until which late packs are awaited, and the time zone.
# calendar: {{fiscal_year_starts: April, wait_until_days: 25, time_zone: Europe/London}}

# Who is told when pmobook rerun has published a quarter; passwords stand in the environment, never here.
# notify:
#   - {{kind: email, server: smtp.example.org, from: pmo@example.org, to: [board@example.org],
#      user_env: PMOBOOK_MAIL_USER, password_env: PMOBOOK_MAIL_PASSWORD}}
#   - {{kind: file, path: news.jsonl}}
# scorecards_url: https://pmo.example.org

# Where results are kept, if not in the folder results/ beside this file; credentials stand in the environment, never here.
# storage: s3://bucket/folder

# Forms that every pack must hold. The others may be left out; what depends on them is then not assessed.
# forms: [responses, goals, projects]

# The level, 0 to 5, that leadership wants in a focus area, or in a single capability.
# target_levels:
#   portfolio_management: 3

# Where leadership both compared goals in pairs and gave weights: judged (the comparisons count) or given.
# goal_weights: judged

# Whether projects that have not begun may start later in a choice of projects (true, false).
# start_shifts: true

# What hiring, contracting, starting later and dropping cost, in the money above; docs/resources.md has an example.
# prices: {{dated: 2026-01-15, set_by: Finance Director, hire: 0.0075, hire_once: 0.012, delay: 0.04}}

# Of people in the skills inventory, counts of fewer than fewest_people are hidden, unless single people may be shown.
# skills: {{show_single_people: false, fewest_people: 5}}

# The loss from risk in bad cases (the mean of the worst five in a hundred) that leadership accepts, in the money above: of all
# business units together, and of single categories of risk, in the words of the form risks.
# tolerance:
#   total_exposure: 10
#   by_category: {{Supplier: 4}}
#   dated: 2026-07-01
#   set_by: Executive board
"""

_BUSINESS_UNIT = """\
# The file's name is the business unit's id: it stands in folders, tables and addresses, so don't change it later.
name: {name}

# lead: Head of PMO
# parent: id_of_another_business_unit
# reports_from: 2026Q1   # if it began later; no pack is expected before that quarter
# reports_until: 2026Q4  # once it is dissolved; no pack is expected after that quarter
# former_names: [Former name]
# note: Anything a colleague should know

# What may still be spent on its projects, in the money of engagement.yaml: in total, and in single quarters.
# budget: 12.5
# budget_by_quarter:
#   2026Q4: 3.2

# How much it may lose in bad cases (the mean of the worst five in a hundred), in the same money: in total, and from single
# categories of risk.
# risk_tolerance: {{amount: 3, by_category: {{Supplier: 1}}, dated: 2026-07-01, set_by: Executive board}}

# Only where they differ from engagement.yaml:
# maturity_model: our_own
# scoring_rule: weakest_link
# instrument: appraisal
# improvement: {{effort_days: 20}}
# target_levels:
#   portfolio_management: 2
"""

_README = """\
# {organisation}

An engagement of pmobook: parameters in `engagement.yaml`, one file for each business unit in `business_units/`, what
the business units hand in under `inputs/<business unit>/<quarter>/`.

Business units: {ids}.

## The next three steps

1. **Send out the forms.** `pmobook forms {folder}` writes blank packs (Excel and CSV). Ask each business unit to fill
   one in, or turn an export of theirs into a pack with `pmobook import`. `pmobook survey issue {folder}` writes a
   questionnaire for each respondent, and `pmobook survey gather {folder}` reads them back.
2. **Put what comes back in its place and check it.** Save each pack as
   `inputs/{first}/<quarter>/pack.xlsx`, with a quarter written as 2026Q4. `pmobook check {folder}` lists everything that
   must be mended: where, what was found, what was expected, what to do.
3. **Assess and show.** `pmobook run {folder}`, then `pmobook serve {folder}`.
"""


def make_engagement(folder: Path, organisation: str, currency: str, business_units: Sequence[str]) -> list[Path]:
    """Make the folder of a new engagement.

    Parameters
    ----------
    folder
        Where it shall stand: a folder that is empty or not there yet.
    organisation
        The organisation's name.
    currency
        Three capital letters, such as ``EUR``.
    business_units
        Names of the business units; each name gives an id (``Retail Banking`` gives ``retail_banking``).

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    ProblemsFound
        If a name or the currency won't do.
    PmobookError
        If the folder holds something, or can't be written to.
    """
    names = [" ".join(name.split()) for name in business_units]
    organisation = " ".join(organisation.split())
    problems = [*_name_problems(organisation, currency), *_business_unit_problems(names)]
    if problems:
        raise ProblemsFound(problems)
    place = Path(folder).expanduser()
    files = _files(place, organisation, currency, {slug(name): name for name in names})
    try:
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            message = f"{place} is there already and not empty. Give the name of a new folder, or of an empty one."
            raise PmobookError(message)
        (place / "inputs").mkdir(parents=True, exist_ok=True)
        (place / "business_units").mkdir(exist_ok=True)
        for path, content in files.items():
            path.write_text(content, encoding="utf-8")
    except OSError as error:
        message = f"{place} can't be written to ({error.strerror}). Check its name and permissions, and the disk's space."
        raise PmobookError(message) from None
    return list(files)


def _files(place: Path, organisation: str, currency: str, business_units: dict[str, str]) -> dict[Path, str]:
    """Return each file with its content; names in quotes, so that none is read as something else."""

    def in_quotes(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    files = {
        place / "engagement.yaml": _ENGAGEMENT.format(
            organisation=in_quotes(organisation), currency=currency, other="EUR" if currency == "USD" else "USD", scales=_SCALES
        ),
        place / "README.md": _README.format(
            organisation=organisation, folder=place.name, ids=", ".join(business_units), first=next(iter(business_units))
        ),
    }
    for business_unit, name in business_units.items():
        files[place / "business_units" / f"{business_unit}.yaml"] = _BUSINESS_UNIT.format(name=in_quotes(name))
    return files


def _name_problems(organisation: str, currency: str) -> list[Problem]:
    problems = []
    if not 1 <= len(organisation) <= _LONGEST_NAME:
        found = quoted(organisation) if organisation else "nothing"
        expected = f"1 to {_LONGEST_NAME} characters"
        problems.append(Problem("name of the organisation", found, expected, "Give the name as it should stand on the pages."))
    if not re.fullmatch(r"[A-Z]{3}", currency):
        problems.append(Problem("currency", quoted(currency), "three capital letters", "Write it as in GBP, EUR or USD."))
    return problems


def _business_unit_problems(names: Sequence[str]) -> list[Problem]:
    if not names:
        return [Problem("business units", "none", "at least one", "Name them; more can be added as files later.")]
    problems = []
    first: dict[str, str] = {}
    for name in names:
        if not 1 <= len(name) <= _LONGEST_NAME:
            found = quoted(name) if name else "nothing"
            problems.append(
                Problem("names of the business units", found, f"1 to {_LONGEST_NAME} characters", "Correct the name.")
            )
        elif slug(name) in first:
            found = f"{quoted(first[slug(name)])} and {quoted(name)}, which both give the id {slug(name)}"
            problems.append(Problem("names of the business units", found, "an id of its own for each", "Tell the names apart."))
        else:
            first[slug(name)] = name
    return problems
