"""What the register is measured by: writers at once, kills, flipped bytes, pages and checks."""
