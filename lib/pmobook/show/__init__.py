"""Exhibits: results in, charts, tables and sentences out. Nothing is computed here that a reader could quote."""
