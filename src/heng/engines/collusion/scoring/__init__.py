"""Scores 「评分」 of tenders and pairs: by theory alone, and learnt from reviewed cases where there are any."""
