"""What the measurements stand on: a machine to describe, databases to fill, releases to take in."""
