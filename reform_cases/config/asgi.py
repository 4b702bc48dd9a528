"""The ASGI application that the production server runs."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform_cases.config.settings")

application = get_asgi_application()
