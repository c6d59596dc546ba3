"""Connections stay open, and whoever waits to be told to go on is told once."""

from __future__ import annotations

import http.client
import socket
import unittest
from urllib.parse import urlparse

from support import server


class Connections(unittest.TestCase):
    def setUp(self) -> None:
        self.port = urlparse(server()["endpoint"]).port

    def test_one_connection_for_many_requests(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.addCleanup(connection.close)
        connection.connect()
        first = connection.sock
        for method, body in (("GET", None), ("PUT", b"x" * 100_000), ("HEAD", None), ("PUT", iter([b"a", b"b"])), ("GET", None)):
            connection.request(method, "/bucket/key", body)
            answer = connection.getresponse()
            answer.read()
            self.assertEqual(answer.status, 403)
            self.assertIs(connection.sock, first)

    def test_going_on(self):
        with socket.create_connection(("127.0.0.1", self.port)) as one:
            one.sendall(b"PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
            self.assertTrue(one.recv(65536).startswith(b"HTTP/1.1 100 "))
            one.sendall(b"hello")
            rest = b""
            while more := one.recv(65536):
                rest += more
            self.assertTrue(rest.startswith(b"HTTP/1.1 403 "), rest)
            self.assertNotIn(b"100 Continue", rest)


if __name__ == "__main__":
    unittest.main()
