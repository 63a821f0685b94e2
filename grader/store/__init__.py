"""What was run and measured once, kept below the output folder by all that it depends on."""
