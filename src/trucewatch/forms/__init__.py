"""Files that people write: YAML with its lines, forms, and mistakes told in one line."""
