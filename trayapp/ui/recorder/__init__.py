"""Records what somebody does, has the steps looked through, and makes one page of them. Start at `start`."""
