"""What the house is built with: recipes of the Makefile that outgrew a line."""
