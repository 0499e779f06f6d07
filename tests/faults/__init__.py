"""The fault rig: trouble of every kind between an employee's words and the portal, and a count of what it did."""
