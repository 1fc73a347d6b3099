"""The method as data: forms, maturity models, scoring rules, read from ``params/method`` into frozen models."""
