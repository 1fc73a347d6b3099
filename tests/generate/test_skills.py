from pmobook.generate.skills import skill_forms


def test_one_skill_hangs_on_a_single_person(unit, timeline):
    rows = skill_forms(unit.skills, unit.projects, 7, timeline.last_month)["skills"]
    rare = unit.story.skills[-1]
    assert len([row for row in rows if row[2] == rare]) == 1


def test_people_keep_their_code_role_and_skills(unit, timeline):
    seen = {}
    for position in range(8):
        for person, role, skill, level in skill_forms(unit.skills, unit.projects, position, timeline.last_month)["skills"]:
            assert seen.setdefault((person, skill), (role, level)) == (role, level)


def test_whoever_leaves_is_followed_by_a_new_code(demo, timeline):
    people = [
        {row[0] for row in skill_forms(one.skills, one.projects, 0, timeline.last_month)["skills"]} for one in demo.values()
    ]
    later = [{row[0] for row in skill_forms(one.skills, one.projects, 7, timeline.last_month)["skills"]} for one in demo.values()]
    assert [len(group) for group in people] == [len(group) for group in later]
    assert people != later
