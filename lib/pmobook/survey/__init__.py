"""The survey: a workbook for each respondent, sent out and read back by the hundred, anonymous where that was promised."""
