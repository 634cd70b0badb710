"""Files to grids of text, and grids to columns: CSV and Excel, encodings, headers."""
