"""Other people's models, each run in an environment of their own."""
