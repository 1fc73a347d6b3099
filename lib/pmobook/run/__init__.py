"""Plans and executes the notebooks for every business unit."""
