"""What a network is like: one spec and one function per measure, one registry, and what chance gives."""
