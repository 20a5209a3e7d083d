"""The formats of numbers and dates in spreadsheets."""
