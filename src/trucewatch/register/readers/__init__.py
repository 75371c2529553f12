"""Readers of files of reports: rows of cells, bounded in size, nothing evaluated."""
