"""The results store and its provenance."""
