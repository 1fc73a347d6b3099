"""What leadership sees: the scorecards and their server."""
