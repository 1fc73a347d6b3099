"""What if: the best set of projects under other weights, budgets and mandates, tried out, kept and compared."""
