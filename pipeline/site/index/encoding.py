"""Rules for a web server that say of the site's files that they are UTF-8.

A page says so itself, but a browser believes a server that says something else; Markdown and data can't say it at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from pipeline import formats
from pipeline.site.links import SAFE, SiteMap

NAMES = {"netlify": "_headers", "nginx": "charset.nginx.conf", "apache": ".htaccess"}
_TYPES = {"plain text": "text/plain", "Markdown": "text/markdown"}  # Netlify says of the others what they are
_NGINX = """\
# Written by medlocale: the site's files are UTF-8. Include it in a server block.
location ~ ^{prefix}/.+\\.(?:html?|txt|md|markdown|json|ya?ml)$ {{
    types {{
        text/html html htm;
        text/plain txt;
        text/markdown md markdown;
        application/json json;
        application/yaml yaml yml;
    }}
    charset utf-8;
    charset_types text/plain text/markdown application/json application/yaml;
}}
"""
_APACHE = """\
# Written by medlocale: the site's files are UTF-8.
AddDefaultCharset utf-8
<IfModule mod_mime.c>
    AddType text/markdown .md .markdown
    AddCharset utf-8 .html .htm .txt .md .markdown .json .yaml .yml
</IfModule>
"""


def texts(site: SiteMap) -> list[str]:
    """Return the pages of the site that a server has to say it of, each under the folder of its locale."""
    return sorted(f"{tag}/{page}" for tag, pages in site.published.items() for page in pages if _type(page))


def rules(kind: str, site: SiteMap) -> str:
    """Return the rules for a server, one of NAMES."""
    prefix = urlsplit(site.base_url).path.rstrip("/")
    match kind:
        case "netlify":
            return _netlify(texts(site), prefix)
        case "nginx":
            return _NGINX.format(prefix=prefix.replace(".", "\\."))
    return _APACHE


def _netlify(names: Sequence[str], prefix: str) -> str:
    head = "# Written by medlocale: texts are UTF-8.\n"
    return head + "".join(
        f"{prefix}/{quote(name, safe=SAFE)}\n  Content-Type: {_type(name)}; charset=utf-8\n" for name in names
    )


def _type(page: str) -> str:
    return _TYPES.get(formats.kind(page) or "", "")
