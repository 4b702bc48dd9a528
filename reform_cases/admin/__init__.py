"""The editors' desk: Django's own admin in Chinese, one module a noun."""

import taggit.admin  # registers taggit's own tags, which this catalogue does not use
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from reform_cases.admin import case, collection, evidence, function, keyword, region, source

__all__ = ["case", "collection", "evidence", "function", "keyword", "region", "source", "taggit"]

admin.site.unregister(Tag)
admin.site.site_header = _("检察改革事例库 编辑台")
admin.site.site_title = _("检察改革事例库 编辑台")
admin.site.index_title = _("编辑台")
