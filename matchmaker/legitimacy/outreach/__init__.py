"""Outreach: who can pass an invitation on to those who are not in the room, through whom, at least cost."""
