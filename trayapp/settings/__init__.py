"""Settings: their schema, the files they come from, and where each value was found."""
