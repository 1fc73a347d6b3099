"""Invented organisations, for the demo, for benchmarks and for trying the workbook out."""
