"""The archive: Parquet files that are the record, and a database that is a cache."""
