"""Lists of networks are read whole or not at all."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from reform_cases.config.networks import networks


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, ["127.0.0.0/8"]),
        ("10.1.0.0/16, 192.0.2.7", ["10.1.0.0/16", "192.0.2.7/32"]),
        ("2001:db8::/32", ["2001:db8::/32"]),
        ("", []),
    ],
)
def test_networks_of_the_environment(monkeypatch, given, read):
    monkeypatch.delenv("METRICS_NETWORKS", raising=False)
    if given is not None:
        monkeypatch.setenv("METRICS_NETWORKS", given)
    assert [str(one) for one in networks(Env(), "METRICS_NETWORKS", default=["127.0.0.0/8"])] == read


@pytest.mark.parametrize("wrong", ["10.1.0.1/16", "everybody", "10.0.0.0/8;192.0.2.7"])
def test_what_is_no_network_stops_the_start(monkeypatch, wrong):
    monkeypatch.setenv("METRICS_NETWORKS", wrong)
    with pytest.raises(ImproperlyConfigured, match=r"METRICS_NETWORKS: .+: networks are wanted"):
        networks(Env(), "METRICS_NETWORKS", default=[])
