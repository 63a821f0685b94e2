"""For all tests."""

import signal

# Whoever starts the tests in the background of a shell leaves SIGINT ignored, and programs under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
