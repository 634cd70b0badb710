"""What is planted, one module for each kind that needs actors or ties of its own."""
