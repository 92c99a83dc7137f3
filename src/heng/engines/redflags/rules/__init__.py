"""The rules, one file each; files whose names begin with a word, not a code, hold what several of them share."""
