"""Who is missing: findings about a composition of actors."""
