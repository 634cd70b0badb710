"""An event into diverse groups, over one round or several: problem, search, referee, repair, draw."""
