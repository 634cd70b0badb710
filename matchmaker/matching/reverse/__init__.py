"""Matching the other way round: from what somebody has to where it is needed.

Contributions that nobody has asked for, the right seat in the town hall for a local community, the challenges
to which one actor adds most, and several challenges at once with shared capacity.
"""
