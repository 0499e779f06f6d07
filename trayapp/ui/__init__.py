"""Qt Widgets: what the employee sees."""
