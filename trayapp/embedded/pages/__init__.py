"""What people see of the portal in a browser: sign in, passwords, access, devices. Plain HTML, no scripts."""
