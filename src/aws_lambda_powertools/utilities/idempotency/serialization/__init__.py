"""From the results of functions to what is stored, and back."""
