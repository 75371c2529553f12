"""Ways out of the register: each writes the same bytes for the same records."""
