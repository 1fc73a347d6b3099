"""The arithmetic: pure functions from checked forms to results. No file, no clock, no chart, no unseeded chance."""
