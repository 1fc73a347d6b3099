"""How mature a business unit's PMO is."""

from __future__ import annotations

from pmobook.record.tables.schema import NOTE, describe_table

__all__ = ["MATURITY"]

MATURITY = (
    describe_table(
        "capability_scores",
        "One capability of one focus area, scored by the chosen rule from the chosen instrument.",
        "area_id capability_id",
        """
        area_id                 | text    | the focus area
        capability_id           | text    | the capability
        instrument              | text    | what the score rests on: survey or appraisal
        score                   | number  | level 0 to 5, or a share for rules of shares; missing: not assessed
        level                   | integer | the level reached: the score rounded down; missing: not stated
        low                     | number  | lower end of the score's interval over who might have been asked; missing: not stated
        high                    | number  | its upper end
        score_lowest            | number  | the score if all that is not assessed were at its worst
        score_highest           | number  | the score if all that is not assessed were at its best
        target                  | number  | the level leadership wants; missing: none set
        gap                     | number  | target less score, in levels
        priority                | number  | 0 to 1: how much closing the gap matters, growing faster than the gap
        priority_band           | text    | high, medium or low
        raters                  | integer | people who rated it
        answers_not_assessed    | integer | people who answered not assessed
        lowest                  | number  | lowest rating; missing in an anonymous survey
        highest                 | number  | highest rating; missing in an anonymous survey
        self_rating             | number  | mean of people's ratings, level 0 to 5
        evidence_rating         | number  | what the assessor's findings on practices come to by the mean, level 0 to 5
        practices               | integer | practices that apply
        practices_assessed      | integer | of these, with a finding that counts
        practices_evidenced     | integer | of these, found met with evidence that is still valid
        """,
        NOTE,
    ),
    describe_table(
        "area_scores",
        "One focus area, or overall, scored by one rule from one instrument.",
        "area_id rule instrument",
        """
        area_id                 | text    | the focus area, or overall
        rule                    | text    | scoring rule
        instrument              | text    | what the score rests on: survey or appraisal; missing in earlier versions: survey
        is_chosen_rule          | yes/no  | whether the business unit is judged by this rule and instrument
        score                   | number  | level 0 to scale_maximum; missing: not assessed
        scale_maximum           | number  | the greatest score of the rule: 5 levels, or 1 for a share
        level                   | integer | the level reached: the score rounded down; missing: not stated
        low                     | number  | lower end of the score's interval over who might have been asked; missing: not stated
        high                    | number  | its upper end
        probability             | number  | probability, 0 to 1, that at least the level stated is reached
        score_lowest            | number  | the score if all that is not assessed were at its worst
        score_highest           | number  | the score if all that is not assessed were at its best
        target                  | number  | the level leadership wants; missing: none set
        gap                     | number  | target less score, in levels; missing: not stated
        capabilities            | integer | capabilities of the area
        capabilities_assessed   | integer | capabilities with a score
        raters                  | integer | people who rated any of them
        """,
        NOTE,
        younger_keys="instrument",
    ),
    describe_table(
        "score_movements",
        "Why the score of a focus area, or of the whole, moved since an earlier quarter, by the chosen rule and instrument.",
        "area_id beside",
        """
        area_id                 | text    | the focus area, or overall
        beside                  | text    | the earlier quarter: that of the latest pack before, or the same of the year before
        before                  | number  | the score that the earlier quarter's answers come to by the method of now
        now                     | number  | the score
        world                   | number  | levels from the same people or practices, judged otherwise; missing: not told
        evidence                | number  | levels from what was assessed or evidenced in one of the two only; missing: not told
        raters                  | number  | levels from who rated; missing: not told
        """,
        NOTE,
    ),
    describe_table(
        "level_probabilities",
        "How likely a focus area, a capability or the whole is at a level or above, by the chosen rule.",
        "area_id capability_id level",
        """
        area_id                 | text    | the focus area, or overall
        capability_id           | text    | the capability; empty: the focus area as a whole
        level                   | integer | level 1 to 5
        at_least                | number  | probability, 0 to 1, of this level or a higher one
        """,
    ),
    describe_table(
        "agreement",
        "How far raters agree: one statistic over one focus area, or overall.",
        "area_id statistic",
        """
        area_id                 | text    | the focus area, or overall
        statistic               | text    | krippendorff_alpha, icc_2_1, icc_2_k, r_wg_j, cronbach_alpha or straight_lining
        value                   | number  | its value; missing: can't be stated
        low                     | number  | lower end of its interval
        high                    | number  | its upper end
        raters                  | integer | people whose ratings it rests on
        items                   | integer | capabilities that it rests on
        """,
        NOTE,
    ),
    describe_table(
        "perception_gaps",
        "How much higher or lower one group of people rates a capability than the PMO itself does.",
        "area_id capability_id perspective",
        """
        area_id                 | text    | the focus area, or overall
        capability_id           | text    | the capability; empty: the focus area as a whole
        perspective             | text    | the group compared with the PMO
        gap                     | number  | mean of the group less mean of the PMO, in levels; missing: not shown
        low                     | number  | lower end of its interval
        high                    | number  | its upper end
        raters                  | integer | people of the group who rated it; missing: not shown
        raters_of_pmo           | integer | people of the PMO who rated it; missing: not shown
        """,
        NOTE,
    ),
    describe_table(
        "improvement_steps",
        "One action of the cheapest way to the target, in order.",
        "step",
        """
        step                    | integer | its place in the sequence, from 1
        action_id               | text    | the action in the maturity model
        area_id                 | text    | the focus area
        capability_id           | text    | the capability that it raises
        level                   | integer | the level that it brings the capability to
        title                   | text    | what is to be done
        person_days             | number  | effort
        weeks                   | number  | calendar time
        start_week              | number  | weeks from the quarter's end to its start
        finish_week             | number  | weeks from the quarter's end to its finish
        start                   | date    | its first day
        finish                  | date    | its last day
        person_days_so_far      | number  | effort of all steps up to this one
        score_after             | number  | the overall score by the chosen rule once it is done
        """,
        NOTE,
    ),
)
