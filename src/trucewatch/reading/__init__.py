"""Reading a report: text, furniture, sentences, dates, and what is proposed from them."""
