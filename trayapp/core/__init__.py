"""The pure centre: nouns, rules and ports. Imports the standard library alone."""
