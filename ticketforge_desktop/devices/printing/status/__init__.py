"""What printers say of themselves, a module a printer language: bytes in, conditions out."""
