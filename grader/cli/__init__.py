"""The commands `grade` and `grader`, one small file each; heavy imports wait until a command runs."""
