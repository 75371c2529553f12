"""Text, tables, charts and pages; no logic."""
