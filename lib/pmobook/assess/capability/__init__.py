"""Capability: the skills that people have against those that projects need."""
