"""The guard of tests/conftest.py can itself fail."""


def test_error_in_the_console_is_noticed(page, browser_console):
    with page.expect_console_message():
        page.evaluate("console.error('điểm không hợp lệ')")

    assert browser_console.unexpected() == ["điểm không hợp lệ ()"]
    browser_console.expect("không hợp lệ")


def test_request_to_another_host_is_noticed(page, browser_console):
    page.route("http://example.org/*", lambda route: route.fulfill(body=""))

    page.goto("http://example.org/x.js")

    assert browser_console.unexpected() == [
        "request to another host: http://example.org/x.js"
    ]
    browser_console.expect("another host")
