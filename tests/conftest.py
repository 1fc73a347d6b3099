"""What holds for every test."""

from hypothesis import settings

# The machine that runs the tests may be busy: a slow example is no failure.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
