"""What needs and sides are worth where teams are made for several challenges at once."""

NEED_POINTS, SIDE_POINTS = 10_000, 6_000
"""Milli-points per step of importance (1–3) of a need that is met, and of an expected side that is there."""
