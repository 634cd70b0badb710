"""What every floor stands on: errors, messages, randomness, progress. It knows nothing of the domain."""
