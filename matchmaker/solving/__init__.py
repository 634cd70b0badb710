"""One small port to solvers: a problem in, an answer with a proven bound out."""
