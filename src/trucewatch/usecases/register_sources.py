"""Who the sources are: kept apart, sealed, and named in the register by pseudonyms alone."""

from trucewatch.register.vault import forget_source, keep_source, open_source, pseudonyms

__all__ = ["forget_source", "keep_source", "open_source", "pseudonyms"]
