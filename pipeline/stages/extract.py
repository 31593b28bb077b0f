"""The first stage: source pages → templates, merged into the catalog of every locale."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from pipeline import formats, locales
from pipeline.errors import CatalogError, ChangedError, LocaleError, MedlocaleError, SourceError, naming
from pipeline.locales import Locale
from pipeline.model import Extraction, Segment, Slot
from pipeline.po import catalog, roles
from pipeline.po.catalog import Catalog, Entry
from pipeline.po.headers import PLURAL_FORMS, declared_forms
from pipeline.po.merge import CREATED, merge, same_content
from pipeline.po.provenance import PREVIEW
from pipeline.project import layout, sources
from pipeline.project.config import Settings
from pipeline.project.glossary import Glossary
from pipeline.project.layout import Outcome, Tell
from pipeline.project.manifest import Manifest
from pipeline.review import approvals
from pipeline.site.links import SAFE
from pipeline.site.page import places
from pipeline.stages.division import Divided, divided
from pipeline.stages.moves import Moves
from pipeline.system.clock import moment
from pipeline.system.files import exists, remove
from pipeline.termbase import usage
from pipeline.text import inline
from pipeline.text.classes import CLINICAL, of_segments

LONGEST_PARAGRAPH = 4_000  # characters around a sentence that its entry shows

_ANY = {kind: inline.write(kind, 0).replace("0", inline.NUMBER) for kind in ("open", "close", "alone")}  # of any number


def extract(settings: Settings, manifest: Manifest, tell: Tell, *, pages: Sequence[str]) -> Outcome:
    """Write the template of each page and merge it into every locale's catalog; a broken file stops no other."""
    written = 0
    glossary = Glossary(settings)
    errors: list[MedlocaleError] = list(layout.strays(settings))
    for path in layout.stale_templates(settings, pages):
        try:
            remove(path)
            written += 1
        except MedlocaleError as error:
            errors.append(error)
    templates: dict[str, Catalog] = {}
    ids: dict[str, dict[str, str]] = {}
    for number, page in enumerate(pages, 1):
        tell("extract", number, len(pages))
        if manifest.fresh(_key(page), _inputs(settings, manifest, glossary, page)) is not None:
            continue
        try:
            extraction = sources.read(settings, page)
            templates[page] = _template(settings, page, extraction)
            ids[page] = places.fragments(extraction.slots) if formats.kind(page) == "HTML" else {}
        except SourceError as error:
            errors.append(error)
    moves = {locale: Moves(settings, locale, pages, templates) for locale in settings.targets}
    for page, template in templates.items():
        path = layout.template_path(settings, page)
        try:
            written += catalog.write(path, template)
        except MedlocaleError as error:
            errors.append(error)
            continue
        outputs, failed = [path], False
        for locale in settings.targets:
            try:
                told = previewed(template, settings, locale, page, ids[page])
                written += _updated(settings, glossary, locale, page, told, moves[locale])
                outputs.append(layout.catalog_path(settings, locale, page))
            except MedlocaleError as error:
                errors.append(error)
                failed = True
        for path in outputs:
            manifest.touched(path)
        if not failed and not glossary.errors():
            manifest.record(_key(page), _inputs(settings, manifest, glossary, page), outputs, {})
    return Outcome(
        len(pages), written, (*errors, *glossary.errors()), (*layout.left_out(settings), *layout.alike(settings))
    )


def _key(page: str) -> str:
    return f"extract:{page}"


def _inputs(settings: Settings, manifest: Manifest, glossary: Glossary, page: str) -> str:
    return manifest.of(*sources.files(settings, page), *glossary.inputs, also=[settings.text])


def _updated(
    settings: Settings, glossary: Glossary, locale: Locale, page: str, template: Catalog, moves: Moves
) -> bool:
    """Update a catalog; once more where a translator saved it at the same moment."""
    try:
        return _update(settings, glossary, locale, page, template, moves)
    except ChangedError:
        return _update(settings, glossary, locale, page, template, moves)


def _update(settings: Settings, glossary: Glossary, locale: Locale, page: str, template: Catalog, moves: Moves) -> bool:
    """Merge a page's template into its catalog of a locale; return whether that changed."""
    path = layout.catalog_path(settings, locale, page)
    old = catalog.read(path) if exists(path) else None
    headers = catalog.new_headers(
        project=settings.name,
        bugs=settings.bugs,
        locale=locale.gettext,
        plural_forms=locale.plural_forms,
        created=template.headers["POT-Creation-Date"],
    )
    termbase = glossary.termbase(locale)
    moved = Divided(moves.joined(_of_locale(old, locale) if old else None, template))
    if formats.kind(page) == "JSON":
        moved = divided(moved.catalog, template, settings.source, locale)
    with naming(path):
        merged = merge(
            moved.catalog,
            usage.with_terms(template, termbase),
            headers=headers,
            plural_count=locale.plural_count,
            lang=settings.source.tag,
            termbase=termbase,
        )
    approvals.carry(settings, locale, (*moved.carried, *merged.carried))
    return catalog.update(path, old, usage.updated(old, merged.catalog, termbase))


def _of_locale(old: Catalog, locale: Locale) -> Catalog:
    """Return a catalog that says the locale of its folder, which may have been renamed since.

    Its plurals keep the rule that they were translated by; without any, the rule follows. A catalog that counts as the
    locale never does is another's, put there: it stays as it is.
    """
    name, rule = (old.headers.get(field, "").strip() for field in ("Language", PLURAL_FORMS))
    if not name or _is_name_of(name, locale):
        return old
    headers = {**old.headers, "Language": locale.gettext}
    if rule and not any(entry.msgid_plural is not None and any(entry.msgstr) for entry in old.entries):
        headers[PLURAL_FORMS] = locale.plural_forms
    try:
        declared_forms(headers)
    except CatalogError:
        return old
    return replace(old, headers=headers)


def _is_name_of(name: str, locale: Locale) -> bool:
    """Tell whether a tool may write a locale so: pt-BR is pt_BR."""
    try:
        return locales.parse(name) == locale
    except LocaleError:
        return False


def entry(segment: Segment, page: str, folder: str, named: Collection[str]) -> Entry:
    """Return the template entry of a segment: what a translator needs to know of the source is in its `#.` lines.

    Of its classes those in `named` that are clinical stand there for people; nothing reads them from there.
    """
    extracted = [f"Role: {roles.in_words(segment.role)}"] if segment.role else []
    if clinical := [name for name in CLINICAL if name in named]:
        extracted.append(f"Class: {', '.join(clinical)}")
    if segment.block and segment.block != segment.text:
        extracted.append(f"Paragraph: {_surroundings(segment)}")
    if segment.codes:
        extracted.append(inline.legend(segment.codes))
    extracted += [f"Note: {note}" for note in segment.notes]
    return Entry(
        msgid=segment.text,
        msgctxt=segment.context,
        msgid_plural=segment.plural,
        msgstr=("",) if segment.plural is None else ("", ""),
        extracted=tuple(" ".join(line.split()) for line in extracted),
        references=tuple(f"{folder}/{page}:{line}" for line in segment.location),
    )


def _surroundings(segment: Segment) -> str:
    """Return the paragraph of a sentence; of one that nobody would read through, what stands around the sentence.

    Each of its sentences has it in its entry: the whole of a long one would make a catalog grow with its square.
    """
    block = _paragraph(segment)
    if len(block) <= LONGEST_PARAGRAPH:
        return block
    at = max(0, block.find(segment.text))
    first = max(0, at - (LONGEST_PARAGRAPH - len(segment.text)) // 2) if len(segment.text) < LONGEST_PARAGRAPH else at
    last = first + LONGEST_PARAGRAPH
    return ("… " if first else "") + block[first:last].strip() + (" …" if last < len(block) else "")


def _paragraph(segment: Segment) -> str:
    """Return the paragraph of a sentence with that sentence's codes in its own numbers, and with no others.

    The codes of a whole paragraph are numbered through, those of each sentence anew from 1.
    """
    parts = [re.escape(part.text) if part.kind == "text" else _ANY[part.kind] for part in inline.parse(segment.text)]
    own = re.search("".join(parts), segment.block)
    before, after = (segment.block[: own.start()], segment.block[own.end() :]) if own else (segment.block, "")
    return f"{inline.CODE.sub('', before)}{segment.text if own else ''}{inline.CODE.sub('', after)}"


def in_order(extraction: Extraction) -> list[Segment]:
    """Return a page's segments in its order, but those of visible text before metadata.

    Who translates reads the page before it comes to titles, descriptions and labels, which sum it up. Data files have
    their own order.
    """
    visible = {slot.segment.key for slot in extraction.slots if _is_visible(slot)}
    return sorted(extraction.segments, key=lambda segment: segment.key not in visible)


def _is_visible(slot: Slot) -> bool:
    kinds, role = slot.form.split(), slot.segment.role
    if kinds[0] == "markdown":
        return "title" not in kinds and role != "alt"
    return kinds[0] in ("text", "characters") and role not in ("title", "svg title")


def previewed(template: Catalog, settings: Settings, locale: Locale, page: str, places: Mapping[str, str]) -> Catalog:
    """Return a template whose entries name their places in the locale's preview; `places` are the ids by keys.

    It is the page alone where a text has no place of its own: titles, attributes, formats without ids.
    """
    if formats.kind(page) in ("JSON", "YAML"):
        return template
    folder = settings.preview_url or settings.preview_site.relative_to(settings.root).as_posix()
    address = f"{folder}/{quote(f'{locale.tag}/{page}', safe=SAFE)}"

    def told(entry: Entry) -> Entry:
        place = f"#{places[entry.key]}" if entry.key in places else ""
        return replace(entry, extracted=(*entry.extracted, f"{PREVIEW}{address}{place}"))

    return replace(template, entries=tuple(map(told, template.entries)))


def now() -> str:
    """Return the time as PO headers write it; SOURCE_DATE_EPOCH sets it for reproducible builds."""
    return moment().strftime("%Y-%m-%d %H:%M%z")


def _template(settings: Settings, page: str, extraction: Extraction) -> Catalog:
    """Build a page's template; with unchanged content it is the old one, whose date stands."""
    folder = settings.content.relative_to(settings.root).as_posix()
    classes = of_segments(extraction, settings.source)
    segments = in_order(extraction)
    entries = tuple(entry(segment, page, folder, classes[segment.key]) for segment in segments)
    headers = catalog.new_headers(project=settings.name, bugs=settings.bugs, created=now())
    template = Catalog(headers=headers, entries=entries)
    path = layout.template_path(settings, page)
    try:
        old = catalog.read(path)
    except (SourceError, FileNotFoundError):
        return template  # a template is made anew at any time
    if same_content(old, template):
        return old
    keys = [each.key for each in old.entries]
    if keys in ([each.key for each in segments], [each.key for each in extraction.segments]):
        # What is told of the texts, or that metadata stood first, is no change of theirs; pages say by this date when
        # their source changed.
        return replace(template, headers={**template.headers, CREATED: old.headers.get(CREATED, now())})
    return template
