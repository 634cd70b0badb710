"""Which rows may be one and the same actor, and what the register is when two of them are merged."""
