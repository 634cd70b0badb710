"""Pure: a result becomes a figure or a drawing as data. No ids, no callbacks, no components."""
