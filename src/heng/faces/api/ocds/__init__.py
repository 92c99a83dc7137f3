"""Open data 「开放数据」: public purchases as releases and records of the Open Contracting Data Standard 1.1.

Without a key, and only what anybody may read. https://standard.open-contracting.org/1.1/
"""
