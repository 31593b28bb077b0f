"""The last stage: pages of the site from the sources and what may be shown of their translations."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline import extract, locales, project, review
from pipeline.acceptance import ledger_path
from pipeline.checking import Summary
from pipeline.classification import Classification
from pipeline.config import Settings
from pipeline.errors import MedlocaleError, SourceError, naming
from pipeline.files import digest, inside, read_bytes, read_text, remove, write_bytes, write_text
from pipeline.glossary import Glossary
from pipeline.locales import Locale
from pipeline.manifest import Manifest
from pipeline.project import Outcome, Tell
from pipeline.site import page as site_page
from pipeline.site.links import SiteMap
from pipeline.site.notices import Standing
from pipeline.site.page import Shell


@dataclass(frozen=True, slots=True)
class _Site:
    """The whole site: its map, a digest of what each locale's pages see of it, the glossary, the texts' classes."""

    map: SiteMap
    digests: Mapping[str, str]
    glossary: Glossary
    classification: Classification


def build(
    settings: Settings,
    manifest: Manifest,
    tell: Tell,
    *,
    pages: Sequence[str],
    summaries: Sequence[Summary],
    targets: Sequence[Locale] = (),
    failed: Collection[object] = (),
) -> Outcome:
    """Write the source's and the locales' pages and the assets, and remove what no page stands for any more.

    `failed` are the sources and catalogs that earlier stages couldn't read: what an earlier build made of them stays.
    """
    written = 0
    errors: list[MedlocaleError] = []
    try:
        assets = project.assets(settings)
        _no_collision(settings, assets)
    except MedlocaleError as error:
        return Outcome(0, 0, (error,))
    site = _site(settings, manifest, pages, assets, summaries)
    todo = [(locale, page) for locale in (settings.source, *(targets or settings.targets)) for page in pages]
    steps = {f"asset:{asset}" for asset in assets}
    for asset in assets:
        try:
            written += _asset(settings, manifest, asset)
        except MedlocaleError as error:
            errors.append(error)
    for number, (locale, page) in enumerate(todo, 1):
        if page in site.map.published[locale.tag]:
            steps.add(_key(locale, page))
            try:
                written += _page(settings, manifest, site, locale, page)
            except MedlocaleError as error:
                errors.append(error)
        tell("build", number, len(todo))
    if not targets:
        written += _remove_stale(settings, manifest, steps, {*failed, *(error.path for error in errors)}, errors)
    return Outcome(len(todo), written, tuple(errors))


def _key(locale: Locale, page: str) -> str:
    return f"build:{locale.gettext}:{page}"


def _site(
    settings: Settings,
    manifest: Manifest,
    pages: Sequence[str],
    assets: Sequence[str],
    summaries: Sequence[Summary],
) -> _Site:
    published = {settings.source.tag: frozenset(pages)}
    by_place = {(summary.locale, summary.page): summary for summary in summaries}
    for locale in settings.targets:
        shown = set()
        for page in pages:
            summary = by_place.get((locale.gettext, page))
            if summary is not None and summary.published:
                shown.add(page)
        published[locale.tag] = frozenset(shown)
    site_map = SiteMap((settings.source, *settings.targets), published, frozenset(assets), settings.base_url)
    names = ["\n".join(sorted(group)) for group in (site_map.pages, site_map.assets)]
    digests = {tag: digest("\0".join([*names, *sorted(shown)])) for tag, shown in published.items()}
    return _Site(site_map, digests, Glossary(settings), Classification(settings, manifest))


def _page(settings: Settings, manifest: Manifest, site: _Site, locale: Locale, page: str) -> bool:
    source = project.source_path(settings, page)
    catalog = project.catalog_path(settings, locale, page)
    output = inside(settings.site, project.site_path(settings, locale, page))
    inputs = manifest.of(
        *extract.sources(settings, page),
        catalog,
        ledger_path(settings, locale),
        *site.glossary.inputs,
        also=[settings.text, site.digests[locale.tag]],
    )
    if manifest.fresh(_key(locale, page), inputs) is not None:
        return False
    text = read_text(source)
    shell = Shell(page, settings.source, locale, site.map, preview=settings.preview)
    if locale == settings.source:
        result = site_page.relinked(text, shell, settings=extract.format_settings(settings))
    else:
        verdicts = review.verdicts(settings, site.glossary, locale, page, site.classification)
        shown = [verdict for verdict in verdicts if verdict.shown != "source"]
        with naming(source):
            result = site_page.localised(
                text,
                shell,
                accepted={v.unit.segment.key: v.text for v in shown if v.shown == "accepted"},
                drafts={v.unit.segment.key: v.text for v in shown if v.shown == "draft"},
                held={v.unit.segment.key: v.text for v in shown if v.shown == "held"},
                settings=extract.format_settings(settings),
                standing=Standing(
                    drafts=sum(v.shown == "draft" for v in verdicts),
                    accepted=sum(v.shown == "accepted" for v in verdicts),
                    held=sum(v.shown == "held" for v in verdicts),
                    untranslated=sum(v.shown == "source" for v in verdicts),
                    unchecked_terms=site.glossary.has_unchecked(locale),
                ),
            )
    changed = write_text(output, result)
    manifest.record(_key(locale, page), inputs, [output], {})
    return changed


def _asset(settings: Settings, manifest: Manifest, asset: str) -> bool:
    source = settings.content / asset
    output = inside(settings.site, settings.site / asset)
    inputs = manifest.of(source)
    if manifest.fresh(f"asset:{asset}", inputs) is not None:
        return False
    changed = write_bytes(output, read_bytes(source))
    manifest.record(f"asset:{asset}", inputs, [output], {})
    return changed


def _remove_stale(
    settings: Settings,
    manifest: Manifest,
    steps: set[str],
    failed: Collection[object],
    errors: list[MedlocaleError],
) -> int:
    """Delete what an earlier build wrote for a page that is no longer published; nothing else on the site is ours."""
    stale = [key for kind in ("build:", "asset:") for key in manifest.keys(kind) if key not in steps]
    removed = 0
    for key in stale:
        if key.startswith("build:"):
            _, name, page = key.split(":", 2)
            catalog = project.catalog_path(settings, locales.parse(name), page)
            if project.source_path(settings, page) in failed or catalog in failed:
                continue
        try:
            for path in manifest.outputs(key):
                if inside(settings.site, path).is_file():
                    remove(path)
                    removed += 1
        except MedlocaleError as error:
            errors.append(error)
        else:
            manifest.forget([key])
    return removed


def _no_collision(settings: Settings, assets: Sequence[str]) -> None:
    tags = {locale.tag for locale in (settings.source, *settings.targets)}
    for asset in assets:
        if asset.split("/")[0] in tags:
            raise SourceError("lies where the site keeps a locale's pages", path=settings.content / asset)
