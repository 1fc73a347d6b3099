from pmobook.assess.portfolio.contradictions import circles_in_words, contradictions_in_words, explain_in_words

TWO_ALIKE = [("A", "Shops", "executing", None, None, None), ("B", "Shops", "executing", None, None, None)]


def test_a_chain_of_rules_that_rules_itself_out_is_said_with_every_link(problem):
    made = problem(project_links=[("A", "requires", "B"), ("B", "requires", "C"), ("A", "excludes", "C")])
    [said] = contradictions_in_words(made)
    assert said == (
        "'Shops' requires 'Tills'; 'Tills' requires 'Lockers'; 'Shops' excludes 'Lockers': 'Shops' can never be chosen. "
        "Drop or change one of them."
    )


def test_mandates_that_exclude_each_other_can_not_hold_together(problem):
    projects = [("A", "Shops", "executing", None, "yes", "Board"), ("B", "Tills", "executing", None, "yes", "Board")]
    [said] = contradictions_in_words(problem(projects=projects, project_links=[("A", "excludes", "B")]))
    assert said == (
        "'Shops' is mandated in; 'Tills' is mandated in; 'Shops' excludes 'Tills': these can't hold together. "
        "Drop or change one of them."
    )


def test_a_circle_is_no_contradiction_and_is_said_once(problem):
    made = problem(project_links=[("A", "requires", "B"), ("B", "requires", "A")])
    assert contradictions_in_words(made) == ()
    assert circles_in_words(made) == (
        "'Shops' and 'Tills' require one another in a circle: they are chosen together or not at all.",
    )  # fmt: skip


def test_projects_of_the_same_name_are_told_apart_by_their_id(problem):
    made = problem(projects=TWO_ALIKE, project_links=[("A", "requires", "B"), ("B", "requires", "A")])
    assert circles_in_words(made)[0].startswith("'Shops' (A) and 'Shops' (B) require")


def test_what_to_change_names_projects_and_not_their_ids(problem):
    said = explain_in_words(problem(unit={"budget": 0.5})).sentences
    assert any("'Cooling'" in one for one in said)


def test_nothing_is_explained_where_a_choice_is_possible(problem):
    assert explain_in_words(problem()) is None
    assert contradictions_in_words(problem()) == circles_in_words(problem()) == ()
