"""One module per page: ``layout`` from an address, and ``register`` for what happens on it."""
