"""Events to counts per unit and day."""
