"""Frozen types of the field. They know no library."""
