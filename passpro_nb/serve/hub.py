"""Who is asking, where JupyterHub knows it: its own classes ask the hub, by OAuth."""

import logging
import os
from typing import NamedTuple
from urllib.parse import urlsplit

from jupyter_server.auth import User
from jupyterhub.singleuser.extension import JupyterHubIdentityProvider
from tornado.web import HTTPError, RequestHandler
from traitlets import Unicode
from traitlets.config import Config

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing
from passpro_nb.serve.access import Naming

TOKEN, PREFIX = "JUPYTERHUB_API_TOKEN", "JUPYTERHUB_SERVICE_PREFIX"
NEEDED = (TOKEN, "JUPYTERHUB_CLIENT_ID", "JUPYTERHUB_SERVICE_NAME", PREFIX)
URL = "JUPYTERHUB_SERVICE_URL"
OLD_TOKEN = "JPY_API_TOKEN"  # the same, under the name that hubs of old gave it


class HubIdentity(Naming, JupyterHubIdentityProvider):
    """Whom the hub names: a person who may open this service; any other is refused or sent to log in."""

    token = Unicode("")  # in the hub's own class, that of the service: no page is to hold it

    async def get_user(self, handler: RequestHandler) -> User | None:
        """Return who is asking; 403 for what is no person, or has no right on this service."""
        handler.current_user = None  # without it, no page can say that the hub does not answer
        user = await super().get_user(handler)
        if user is None:
            return None
        if user.hub_user["kind"] != "user":
            raise HTTPError(403)
        handler.current_user = user
        # Reading it sets the `_xsrf` cookie, without which the hub's classes refuse a script's request.
        assert handler.xsrf_token
        return user


class Place(NamedTuple):
    """Where the hub expects its service."""

    host: str
    port: int
    prefix: str


def take_place(host: str, port: int) -> Place:
    """Return where the hub expects its service, at `host` and `port` where it does not say.

    Raises UsageError where no hub has started this process, nor the environment says which.
    """
    if lacking := [name for name in NEEDED if not os.environ.get(name)]:
        raise UsageError(
            f"JupyterHub n’a pas lancé ce service : il manque {listing(lacking)} à l’environnement."
        )
    url = urlsplit(os.environ.get(URL, ""))
    return Place(url.hostname or host, url.port or port, os.environ[PREFIX])


def take_token(config: Config) -> None:
    """Give the service's token to who asks the hub; no kernel inherits it."""
    config.HubOAuth.api_token = os.environ.pop(TOKEN, "")
    os.environ.pop(OLD_TOKEN, None)
    logging.getLogger("tornado.application").addFilter(is_no_reminder)


def is_no_reminder(record: logging.LogRecord) -> bool:
    """Keep out of the log what the hub's classes say of each page asked without https."""
    return not record.msg.startswith("Skipping XSRF check")
