"""The page behind the bell (INFO-2)."""
