"""Read the news: proposals with their exact place in the text."""
