"""The reference of plantilla."""
