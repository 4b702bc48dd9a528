"""MariaDB as Django's database: with a driver that needs no compiler, and without the checks that it does not know."""
