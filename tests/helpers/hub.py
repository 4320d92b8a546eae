"""A small JupyterHub: what its own classes ask of one, answered as the real one does (6.1)."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from browser import Served, free_port, wait_until
from places import ROOT

PREFIX = "/services/passpro/"
CLIENT, SCOPE = "service-passpro", "access:services!service=passpro"


@dataclass
class Hub:
    """A running hub: who is known there, which codes and tokens it gave."""

    port: int
    service: str  # where the service listens
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    models: dict[str, dict[str, object]] = field(default_factory=dict)  # of each token

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def callback(self) -> str:
        """Return where it sends who has logged in."""
        return f"{self.service}{PREFIX}oauth_callback"

    def give_token(self, name: str, kind: str = "user", scopes: tuple[str, ...] = (SCOPE,)) -> str:
        """Return a new token of somebody."""
        token = secrets.token_hex(16)
        self.models[token] = {
            "name": name, "kind": kind, "scopes": [*scopes], "groups": [], "admin": False,
            "user_info": None, "session_id": None, "token_id": f"a{len(self.models)}",
        }  # fmt: skip
        return token

    def environment(self) -> dict[str, str]:
        """Return what it says to a service that it starts."""
        return {
            "JUPYTERHUB_API_TOKEN": self.token,
            "JPY_API_TOKEN": self.token,
            "JUPYTERHUB_API_URL": f"{self.url}/hub/api",
            "JUPYTERHUB_BASE_URL": "/",
            "JUPYTERHUB_CLIENT_ID": CLIENT,
            "JUPYTERHUB_HOST": self.url,  # the real one's proxy puts both under one name
            "JUPYTERHUB_OAUTH_CALLBACK_URL": self.callback,
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": json.dumps(["access:services", SCOPE]),
            "JUPYTERHUB_SERVICE_NAME": "passpro",
            "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
            "JUPYTERHUB_SERVICE_URL": self.service,
        }


class _Answers(BaseHTTPRequestHandler):
    hub: Hub

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Log in whom the address names, give a code to who is logged in, say whose a token is."""
        path, asked = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        if path == "/hub/login":
            session = f"jupyterhub-session-id={secrets.token_hex(8)}; Path=/"
            cookies = [f"hub={asked['person']}; Path=/hub/", session] if asked else []
            self.answer(200, "<h1>Hub: who are you?</h1>", *cookies)
        elif path == "/hub/logout":
            person = SimpleCookie(self.headers["Cookie"])["hub"].value
            models = self.hub.models
            self.hub.models = {t: model for t, model in models.items() if model["name"] != person}
            gone = ("hub=; Path=/hub/; Max-Age=0", "jupyterhub-session-id=; Path=/; Max-Age=0")
            self.answer(200, "", *gone)
        elif path == "/hub/api/oauth2/authorize":
            self.authorize(**asked)
        elif path == "/hub/api/user":
            model = self.hub.models.get(self.headers["Authorization"].removeprefix("token "))
            self.answer(200 if model else 403, json.dumps(model or {"status": 403}))
        else:
            self.answer(404, "")

    def authorize(
        self, client_id: str, redirect_uri: str, response_type: str, state: str,
        code_challenge: str, code_challenge_method: str,
    ) -> None:  # fmt: skip
        """Send who is logged in back with a code, anybody else to log in."""
        assert (client_id, response_type, code_challenge_method) == (CLIENT, "code", "S256")
        assert redirect_uri == self.hub.callback
        person = SimpleCookie(self.headers["Cookie"] or "").get("hub")
        if person is None:
            self.answer(302, "/hub/login")
            return
        code = secrets.token_hex(8)
        self.hub.codes[code] = (person.value, code_challenge)
        self.answer(302, f"{redirect_uri}?{urlencode({'code': code, 'state': state})}")

    def do_POST(self) -> None:
        """Give a token for a code, once, to the service that asked for it."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        asked = {name: values[0] for name, values in sent.items()}
        person, challenge = self.hub.codes.pop(asked["code"], ("", ""))
        hashed = urlsafe_b64encode(sha256(asked["code_verifier"].encode()).digest())
        right = asked["client_secret"] == self.hub.token and asked["client_id"] == CLIENT
        if right and challenge == hashed.decode().rstrip("="):
            self.answer(200, json.dumps({"access_token": self.hub.give_token(person)}))
        else:
            self.answer(400, json.dumps({"error": "invalid_grant"}))

    def answer(self, status: int, said: str, *cookies: str) -> None:
        """Send a text, or where to go."""
        self.send_response(status)
        for cookie in cookies:
            self.send_header("Set-Cookie", cookie)
        if status == 302:
            self.send_header("Location", said)
        self.send_header("Content-Length", str(len(said.encode())))
        self.end_headers()
        self.wfile.write(said.encode())


@contextmanager
def running_hub() -> Iterator[Hub]:
    """Run a hub that knows whoever says his name, until the block ends."""
    answers = type("Answers", (_Answers,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        answers.hub = Hub(server.server_port, f"http://127.0.0.1:{free_port()}")
        Thread(target=server.serve_forever, daemon=True).start()
        yield answers.hub
        server.shutdown()


@contextmanager
def served_in(hub: Hub, folder: Path, log: Path) -> Iterator[Served]:
    """Run `serve` as a hub's service, by its command line, until the block ends."""
    words = [sys.executable, "-m", "passpro_nb", "serve", str(folder), "--jupyterhub"]
    environment = {**os.environ, **hub.environment(), "PYTHONIOENCODING": "utf-8"}
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out, env=environment, cwd=ROOT)
    try:
        wait_until(
            lambda: "Tableaux de bord : " in log.read_text(encoding="utf-8"), process, seconds=60
        )
        yield Served(hub.service + PREFIX, process, log)
    finally:
        process.terminate()
        process.wait(30)
