"""A workbook that assesses how mature and well governed a PMO is, per business unit and quarter."""

__version__ = "0.1.0"
