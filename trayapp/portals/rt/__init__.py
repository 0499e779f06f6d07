"""Request Tracker 5, spoken to as an employee by REST2."""
