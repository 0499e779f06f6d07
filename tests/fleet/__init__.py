"""Ten thousand clients and one portal: what the schedule of the real program does to it."""
