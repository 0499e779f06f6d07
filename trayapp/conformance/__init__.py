"""What every portal must do for an employee's desktop, as checks that anybody can run against theirs."""
