"""Pictures that go with a ticket: where they come from, what was put on them, the bytes that leave."""
