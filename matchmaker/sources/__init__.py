"""Everything that is read, and written, as tables: CSV folders, workbooks, ordinary lists."""
