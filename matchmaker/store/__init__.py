"""Everything that is kept: versions of datasets, records of what was decided, a log, and the way back."""
