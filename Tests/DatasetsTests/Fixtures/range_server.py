"""Serves one folder over HTTP on the loopback, well or badly as the first part of the path says.

/range/F answers ranges, /whole/F ignores them, /shifted/F answers a range with another one, /broken/F hangs up
after half of what it promised, /wrong/F changes the last byte, /long/F appends a byte. Prints its port, then
notes each request as `PATH RANGE` in the file requests.log of the folder. Ends when its input ends, so that it
cannot outlive the program that started it.
"""

import http.server
import os
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = self.headers.get("Range", "-")
        with open("requests.log", "a") as log:
            log.write(f"{self.path} {asked}\n")
        manner, _, name = self.path.lstrip("/").partition("/")
        manners = ("range", "whole", "shifted", "broken", "wrong", "long")
        if manner not in manners or not os.path.isfile(name):
            self.send_error(404)
            return
        with open(name, "rb") as file:
            body = file.read()
        if manner == "wrong":
            body = body[:-1] + bytes([body[-1] ^ 1])
        if manner == "long":
            body += b"!"
        start = 0
        if asked != "-" and manner != "whole":
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                self.send_error(416)
                return
        if manner == "shifted" and start > 0:
            start -= 1
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        rest = body[start:]
        self.wfile.write(rest[: len(rest) // 2] if manner == "broken" else rest)

    def log_message(self, *arguments):
        pass


os.chdir(sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
