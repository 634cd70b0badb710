"""Which actor covers which need, how well, and why."""
