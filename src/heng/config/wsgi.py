"""The WSGI application that the web server calls."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

SWITCH_SECONDS = 0.0005
"""After how long a busy thread lets another one go on. The holder of SQLite's write lock asks for the interpreter anew
after every statement, and everybody who writes waits for it."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heng.config.settings")
application = get_wsgi_application()
sys.setswitchinterval(SWITCH_SECONDS)
gc.collect()
gc.freeze()  # what is loaded stays; to look through it again and again stops the process for a tenth of a second
