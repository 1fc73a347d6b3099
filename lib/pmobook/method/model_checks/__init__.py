"""What ``pmobook method check`` looks for in a maturity model, one subject a module."""
