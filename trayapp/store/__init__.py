"""What must survive: outbox, attachment bytes, the local copy of the tickets. SQLite and files; start at `opened`."""
