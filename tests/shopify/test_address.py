"""The address of a store as people type it."""

import pytest

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.shopify.address import base_url


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("my-shop", "https://my-shop.myshopify.com"),
        ("My-Shop.myshopify.com", "https://my-shop.myshopify.com"),
        (" https://my-shop.myshopify.com/admin/products?x=1 ", "https://my-shop.myshopify.com"),
        ("https://admin.shopify.com/store/my-shop/orders", "https://my-shop.myshopify.com"),
        ("admin.shopify.com/store/my-shop", "https://my-shop.myshopify.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("https://tickets.example.org", "https://tickets.example.org"),
    ],
)
def test_what_names_a_store_is_understood(typed: str, base: str) -> None:
    assert base_url(typed) == base
    assert base_url(base) == base


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "http://my-shop.myshopify.com",  # the token would travel in the clear
        "http://192.168.0.10:8080",
        "ftp://my-shop.myshopify.com",
        "https://user:secret@my-shop.myshopify.com",
        "https://admin.shopify.com/",
        "https://my_shop!.myshopify.com",
        "https://my-shop.myshopify.com:notaport",
        "localhost",
        "my shop",
        "https://",
    ],
)
def test_what_names_none_is_refused_with_a_next_step(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        base_url(typed)
    assert refused.value.facts["field"] == "url"
    assert refused.value.next_step
