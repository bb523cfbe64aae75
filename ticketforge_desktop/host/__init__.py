"""What the computer offers: profile folders, settings, secrets, logs."""
