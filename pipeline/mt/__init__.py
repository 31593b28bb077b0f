"""Machine translation: engines that draft, each behind a route; loading torch and models waits for the first engine."""

from __future__ import annotations

from pipeline.mt.routes import default_route, load

__all__ = ["default_route", "load"]
