"""The WSGI application that the production server runs."""

import os
from importlib import import_module
from typing import cast

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from reform_cases.config.starting import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform_cases.config.settings")

application = get_wsgi_application()
refuse_unsafe_start()
# All views and templates are loaded before the first reader asks.
import_module(settings.ROOT_URLCONF)
pages = cast(Jinja2, engines["jinja2"]).env
for template in pages.list_templates():
    pages.get_template(template)
