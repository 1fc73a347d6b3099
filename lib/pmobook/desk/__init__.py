"""The consultant's desk: rate practices beside their evidence, and see at once what that does to the level."""
