"""Stage "verify": finished files are read back; what they hold is compared with what was meant."""
