"""Who should work together."""
