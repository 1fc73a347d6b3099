"""Published results as documents for a board: PDF, slides, workbook."""
