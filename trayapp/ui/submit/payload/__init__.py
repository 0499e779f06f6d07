"""What will be sent: everything that leaves this computer with Send, each to be seen and to be taken out (APP-3)."""
