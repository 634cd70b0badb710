"""Stakeholder network analysis and matchmaking for co-creation (samskaping).

Importing this package loads nothing heavy: the command line's ``--help`` depends on it.
"""

__version__ = "0.1.0"
