"""Rules of single forms that no column specification can state: what must hold between columns and rows."""
