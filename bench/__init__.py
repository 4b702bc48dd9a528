"""`make bench`: how fast the site is, beside the same rows by hand-written SQL, Datasette, and a one-line view.

Nothing of the site imports this. Everything it builds stands under `var/bench` and, when PostgreSQL is reachable, in
databases named `bench_N`.
"""
