"""The portfolio in one sentence."""


def test_where_nothing_is_chosen_yet_the_headline_says_what_would_serve_best(assessed):
    """Ideas alone: no choice to compare with, so the sentence counts the projects of the best one."""
    projects = [("B", "Tills", "idea", None, None, None), ("C", "Lockers", "proposed", None, None, None)]
    portfolio = assessed(projects=projects, unit={"budget": 8})
    many = len(portfolio.judged.best.chosen)
    counted = f"{many} project{'s' if many > 1 else ''}"
    assert portfolio.headline == f"Nothing is chosen at Retail yet; {counted} would serve its goals best"
