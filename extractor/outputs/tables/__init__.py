"""Records as tables: what stands in which column, and the same tables as CSV, Parquet, SQLite and DuckDB."""
