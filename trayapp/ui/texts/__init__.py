"""Every sentence a person reads, without Qt, so that the command line speaks the same words."""
