"""Dates and durations in a text: as exact as they are told, in the place's zone."""
