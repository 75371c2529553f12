"""What would have happened otherwise, and how sure that is."""
