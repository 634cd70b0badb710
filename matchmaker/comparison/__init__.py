"""Networks held against each other: several municipalities, and one network at two times."""
