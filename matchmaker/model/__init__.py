"""The vocabulary, the records and the Register that everything else reads."""
