"""How a register is brought from one version to the next."""
