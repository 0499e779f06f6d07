"""A ticket as one e-mail: for every helpdesk there is, and without a word back of how the ticket stands."""
