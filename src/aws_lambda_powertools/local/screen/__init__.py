"""What a run looks like in a terminal: the only place that knows rich."""
