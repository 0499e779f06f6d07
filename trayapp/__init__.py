"""trayapp: get IT help from the desktop without leaving what you were doing."""

__version__ = "0.1.0"
