"""Counts against a population: shares, intervals, tests and verdicts. No opinion, no prose."""
