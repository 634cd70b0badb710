"""One cell at a time: text to value, or to a problem with a hint."""
