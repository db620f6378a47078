"""A matter's way through the bodies, and earlier matters like it."""
