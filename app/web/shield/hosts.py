"""What a host name or an IP address is: this machine's own, or one of a network."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def network_of(text: str) -> IPv4Network | IPv6Network | None:
    """The network ('10.0.0.0/8') that ``text`` names, of one address where it names one; None when it names neither."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def is_within(address: str, networks: Iterable[str]) -> bool:
    """Whether ``address`` is one of ``networks``, which are addresses or networks."""
    asked = network_of(address)
    named = [network_of(text) for text in networks]
    return asked is not None and any(asked[0] in network for network in named if network is not None)
