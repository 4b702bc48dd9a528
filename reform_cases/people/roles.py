"""Roles of the desk: groups with the permissions that `manage.py setup_roles` gives them. `docs/editing.md` shows who may what."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from reform_cases.people.audit import note_standing, standing

_EDITOR = (
    *("view_case", "add_case", "change_case", "delete_case"),
    *("add_keyword", "change_keyword", "view_keyword"),
    *("add_collection", "change_collection", "view_collection", "view_sourcedocument"),
)
_REVIEWER = (*_EDITOR, "publish_case", "withdraw_case", "merge_case", "delete_keyword")
_ADMINISTRATOR = (
    *_REVIEWER,
    *("delete_collection", "delete_unfoundsearch", "view_auditentry"),
    *("add_redaction", "view_redaction"),
    *("add_user", "change_user", "delete_user", "view_user", "view_group"),
)
# A role has what those before it have: who signs can mend, who keeps accounts can do both.
ROLES = {"编辑": _EDITOR, "审核": _REVIEWER, "管理员": _ADMINISTRATOR}


@transaction.atomic
def set_up_roles() -> list[str]:
    """Make the groups of the roles, or bring them back to their permissions; return the names of those that changed.

    Who is in a group stays there; other groups are left alone.
    """
    changed = []
    for name, codenames in ROLES.items():
        group, made = Group.objects.get_or_create(name=name)
        before = standing(group)
        wanted = Permission.objects.filter(
            codename__in=codenames, content_type__app_label__in=("reform_cases", "auth")
        )
        group.permissions.set(wanted)
        if made or standing(group) != before:
            note_standing(None, group, before, by="setup_roles")
            changed.append(name)
    return changed
