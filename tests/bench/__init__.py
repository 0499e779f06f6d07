"""The budgets of the design, measured as ratios in one run. Never asserted: machines differ, ratios tell."""
