"""What runs inside a box, next to student code. Nothing here is trusted by what runs outside.

Mounted in the box as the top-level package `box`; nothing outside imports it, but for `protocol` and
`fingerprint`, which both sides share. It imports nothing else of this project.
"""
