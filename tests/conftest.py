"""For all tests."""

import signal

# Started in the background of a shell, tests find SIGINT ignored, and programs under test would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
