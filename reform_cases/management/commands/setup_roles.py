"""`manage.py setup_roles`: the groups 编辑, 审核 and 管理员 with their permissions; safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reform_cases.people.roles import ROLES, set_up_roles


class Command(BaseCommand):
    help = (
        "Make the groups 编辑 (editor), 审核 (reviewer) and 管理员 (administrator), or bring them back to their "
        "permissions. Accounts stay in their groups; other groups are left alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        changed = set_up_roles()
        for name, permissions in ROLES.items():
            said = "set up" if name in changed else "as it was"
            self.stdout.write(f"{name}: {len(permissions)} permissions, {said}")
