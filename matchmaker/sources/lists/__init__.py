"""An ordinary list of people and organisations, read as a dataset."""
