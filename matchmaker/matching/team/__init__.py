"""One team of seats for one challenge: problem, solution, referee, explanation."""
