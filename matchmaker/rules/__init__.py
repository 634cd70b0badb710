"""Law and house rules as versioned data, and the neutral words in which wishes are put."""
