"""The site's own settings with one page more, the one-line view that everything is compared with."""

from reform_cases.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.site_urls"
