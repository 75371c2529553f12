"""The register: allegations, incidents and what is around them, as a signed log and its tables."""
