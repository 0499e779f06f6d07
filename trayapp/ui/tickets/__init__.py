"""The employee's tickets: the list, one ticket with its conversation, and the answer box (TK-3 to TK-5, TK-10)."""
