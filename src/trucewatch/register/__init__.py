"""The register: from an allegation to an incident that stands up."""
