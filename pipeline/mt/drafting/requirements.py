"""Requirements of a translation: the glossary's terms, its source's quantities, names and codes, what it tells to do.

A requirement is read off the source and looked for in a translation by form and lemma; whoever decodes again gets the
forms of which one must appear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pipeline.locales import Locale
from pipeline.model import Span
from pipeline.mt.markup.alignment import overlap
from pipeline.termbase import Honour, Target, Termbase, TermMatch
from pipeline.termbase.protected import Protected
from pipeline.termbase.values import alone
from pipeline.termbase.words import Sentence
from pipeline.text import agreement, instructions, names, quantities

# How closely a translation has to honour a term: a word of the same family is another word to a reader.
CLOSE = frozenset({"form", "inflected"})
_DIGIT = re.compile(r"\d")
_BRAND = re.compile(r"(?<![\w@./-])[A-Z][a-z]{2,}[A-Z][a-z]{2,}(?![\w@./-])")
AROUND = 40  # characters of English that tell whether a term has an article
# Changes of how a number is written: they are put right without another translation.
FORMS_ALONE = frozenset({"separator", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Requirement:
    """A phrase that a translation must have, for [start, end) of the source: any of `forms` does, the best first.

    `reason` is what a translator is told where it is missing. `match` is the glossary's, for a term. `doubtful` is one
    that the source may not mean: it is asked for, and never paid for with a less likely translation. `instead` are
    the words of a translation that stand there wrongly. Without forms only another translation can put it right.
    `kind` is "instruction" for what a patient is told to do, "agreement" for an article and its noun, "sense" for a
    homonym, "" for the rest.
    """

    forms: tuple[str, ...]
    reason: str
    start: int
    end: int
    match: TermMatch | None = None
    doubtful: bool = False
    instead: str = ""
    kind: str = ""

    @property
    def noun(self) -> bool:
        """Whether it is a term that is a noun."""
        return self.match is not None and any(target.pos == "noun" for target in self.match.entry.allowed)


@dataclass(frozen=True, slots=True)
class Met:
    """A term that a translation has, at `span` of the translation.

    `exact` says that it stands in one of its listed forms, or their regular plural; others are recognised by rule.
    `preferred` are the forms that the glossary would rather have; none where it has one of them.
    """

    requirement: Requirement
    span: tuple[int, int]
    exact: bool = True
    preferred: tuple[str, ...] = ()

    def used(self, translation: str) -> str:
        """Return the words of a translation that stand for the term."""
        return translation[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class Missing:
    """The requirements that a translation misses, the forbidden words that it uses, and the terms that it has.

    `never` are words of other senses of the source's homonyms, which another translation shouldn't use either.
    """

    requirements: tuple[Requirement, ...] = ()
    forbidden: tuple[str, ...] = ()
    met: tuple[Met, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many things are wrong."""
        return len(self.requirements) + len(self.forbidden)

    @property
    def phrases(self) -> tuple[Requirement, ...]:
        """The requirements that can be asked for."""
        return tuple(requirement for requirement in self.requirements if requirement.forms)

    @property
    def exchangeable(self) -> tuple[Requirement, ...]:
        """The requirements whose forms may take the place of words without a search; a homonym's for a wrong noun."""
        return tuple(need for need in self.phrases if need.kind != "sense" or (need.noun and need.instead))

    @property
    def clashes(self) -> int:
        """How many articles don't agree with their noun."""
        return sum(requirement.kind == "agreement" for requirement in self.requirements)

    @property
    def instructed(self) -> bool:
        """Whether a patient is told to do another thing."""
        return any(requirement.kind == "instruction" for requirement in self.requirements)

    @property
    def loose(self) -> tuple[Requirement, ...]:
        """The terms that stand in another form than those that the glossary knows."""
        return tuple(met.requirement for met in self.met if not met.exact)

    @property
    def admitted(self) -> tuple[Met, ...]:
        """The terms that stand in another form than the preferred one, from the left."""
        return tuple(sorted((met for met in self.met if met.preferred), key=lambda met: met.span))

    def less_preferred(self, translation: str) -> tuple[str, ...]:
        """Return what a translator is told of admitted terms that stayed."""
        pairs = [(met.preferred[0], met.used(translation)) for met in self.admitted]
        return tuple(f"the glossary prefers “{preferred}” to “{used}”" for preferred, used in pairs)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What a translator is told."""
        missed = [requirement.reason for requirement in self.requirements]
        return tuple(dict.fromkeys([*missed, *(f"the glossary forbids “{word}”" for word in self.forbidden)]))


@dataclass(frozen=True, slots=True)
class Requirements:
    """A reader of requirements off source texts (without codes), which also looks for them in translations.

    `around` has the paragraphs of texts that are a part of one: what a homonym means there may be said in another part.
    """

    source: Locale
    target: Locale
    termbase: Termbase | None = None
    protected: Protected = field(default_factory=Protected)
    around: Mapping[str, str] = field(default_factory=dict)

    def terms(self, text: str) -> tuple[Requirement, ...]:
        """Return what the glossary asks of a text; homonyms are offered to the translator and force nothing."""
        if self.termbase is None:
            return ()
        around = self.around.get(text, "")
        matches = self.termbase.matches(text, around=around)
        requirements = [self._term(match, self.termbase) for match in alone(matches)]
        # A rendering that nobody forbids may be right: only what several cues say is asked for in its place.
        homonyms = [
            self._term(match, self.termbase) for match in self.termbase.senses(text, around=around, surely=True)
        ]
        requirements += [replace(homonym, kind="sense") for homonym in homonyms if homonym is not None]
        return tuple(requirement for requirement in requirements if requirement is not None)

    def small_words(self, text: str) -> frozenset[str]:
        """Return the words of a text's terms that the glossary writes in small letters."""
        matches = () if self.termbase is None else self.termbase.matches(text)
        sources = [source for match in matches for source in match.entry.sources if source.islower()]
        return frozenset(word for source in sources for word in source.split())

    def abbreviations(self, text: str) -> list[Span]:
        """Return the places of the glossary's abbreviations in a text."""
        matches = () if self.termbase is None else self.termbase.matches(text)
        return [(match.start, match.end) for match in matches if match.text.isupper()]

    def codes(self, text: str) -> tuple[Requirement, ...]:
        """Return the codes that reach every language as they are, and names with a capital inside a word.

        Of codes with digits `names` knows what may become of them; those of letters alone (CAR-NK) just stay.
        """
        spans = {(span.start, span.end) for span in self.protected.spans(text)}
        read = names.read(text, self.source.language)
        spans |= {(name.start, name.end) for name in read if name.kind == "code" and not _DIGIT.search(name.text)}
        spans |= {match.span() for match in _BRAND.finditer(text)}
        return tuple(
            Requirement((text[start:end],), f"check “{text[start:end]}”", start, end) for start, end in sorted(spans)
        )

    def missing(self, text: str, translation: str, *, put_in: bool = False) -> Missing:
        """Return what the translation of a text lacks.

        `put_in` tells that terms may have been put into it, and have lost their article.
        """
        wanted: list[Requirement] = []
        forbidden: list[str] = []
        met: list[Met] = []
        never: tuple[str, ...] = ()
        if self.termbase is not None:
            met, wanted = self._looked_for(self.terms(text), self.termbase, translation)
            forbidden = self._forbidden(text, translation)
            wrong = {(each.start, each.end): each for each in self._wrong_senses(text, translation, self.termbase)}
            met = [term for term in met if (term.requirement.start, term.requirement.end) not in wrong]
            for requirement in wanted:  # a term that means the same has the forms
                if (same := wrong.get((requirement.start, requirement.end))) and not same.forms:
                    wrong[same.start, same.end] = replace(requirement, instead=same.instead)
            wanted = [*(term for term in wanted if (term.start, term.end) not in wrong), *wrong.values()]
            never = self._never(text, self.termbase)
        codes = [requirement for requirement in self.codes(text) if requirement.forms[0] not in translation]
        changes = (self._names, self._quantities, self._instructions)
        for requirement in chain(codes, *(changed(text, translation) for changed in changes)):
            # One cause is one requirement: a term's number or a code in a name isn't asked for twice.
            if not any(known.start < requirement.end and requirement.start < known.end for known in wanted):
                wanted.append(requirement)
        wanted += self._agreement(text, translation, met, put_in=put_in)
        return Missing(tuple(wanted), tuple(forbidden), tuple(met), never)

    def _wrong_senses(self, text: str, translation: str, termbase: Termbase) -> list[Requirement]:
        """Return what should stand for homonyms that a translation has in another sense."""
        requirements = []
        around = self.around.get(text, "")
        for wrong in termbase.wrong_senses(text, termbase.sentence(translation), around=around):
            match, used = wrong.match, wrong.used.text
            forms = self._forms(match, match.entry.allowed, termbase)
            instead = f"; the glossary has “{forms[0]}”" if forms else ""
            reason = f"“{used}” is another sense of “{match.text}”{instead}"
            requirements.append(Requirement(forms, reason, match.start, match.end, match, instead=used, kind="sense"))
        return requirements

    def _never(self, text: str, termbase: Termbase) -> tuple[str, ...]:
        """Return the words of other senses of a text's homonyms, in all their listed forms."""
        senses = termbase.senses(text, around=self.around.get(text, ""))
        banned = [target.term for match in senses for target in match.entry.targets if target.status == "forbidden"]
        return tuple(dict.fromkeys(form for term in banned for form in termbase.forms(term, self.target)))

    def _looked_for(
        self, terms: Sequence[Requirement], termbase: Termbase, translation: str
    ) -> tuple[list[Met], list[Requirement]]:
        """Return the terms that a translation has, and those that it lacks."""
        sentence = termbase.sentence(translation)
        met: list[Met] = []
        lacking: list[Requirement] = []
        for requirement in terms:
            assert requirement.match is not None
            honour = termbase.honours(requirement.match, sentence)
            if (
                honour
                and honour.kind in CLOSE
                and any(overlap((honour.start, honour.end), other.span) for other in met)
            ):
                # Beside its long form an abbreviation has to stand for itself.
                short = [target for target in requirement.match.entry.allowed if target.term.isupper()]
                if requirement.match.text.isupper() and short:
                    requirement = replace(requirement, forms=tuple(target.term for target in short))
                    honour = termbase.uses(short, sentence, strict=True)
            if honour is None or honour.kind not in CLOSE:
                lacking.append(requirement)
            else:
                used = honour.text.casefold()
                exact = any(form.casefold() in used for form in requirement.forms)
                preferred = self._preferred(requirement.match, termbase, sentence, honour) if requirement.match else ()
                met.append(Met(requirement, (honour.start, honour.end), exact, preferred))
        return met, lacking

    def _preferred(self, match: TermMatch, termbase: Termbase, sentence: Sentence, honour: Honour) -> tuple[str, ...]:
        """Return the preferred forms of a term that stands in an admitted one, of the same number.

        An abbreviation answers one.
        """
        first = [target for target in match.entry.allowed if target.status == "preferred"]
        short = match.text.isupper() and honour.target.term.isupper()
        if not first or honour.target in first or short or termbase.uses(first, sentence, strict=True):
            return ()
        forms = self._forms(match, first[:1], termbase)
        many = _is_many(honour.text)
        return tuple(form for form in forms if _is_many(form) == many) or forms

    def _term(self, match: TermMatch, termbase: Termbase) -> Requirement | None:
        entry = match.entry
        if entry.do_not_translate:
            return Requirement((match.text,), f"check “{match.text}”: it stays as it is", match.start, match.end, match)
        forms = self._forms(match, entry.allowed, termbase)
        if not forms:
            return None
        preferred = entry.allowed[0].term
        reason = f"the glossary has “{preferred}” for “{match.text}”"
        return Requirement(forms, reason, match.start, match.end, match)

    def _forms(self, match: TermMatch, targets: Sequence[Target], termbase: Termbase) -> tuple[str, ...]:
        """Return the forms of targets that a match asks for, the best first."""
        forms: list[str] = []
        listed = {source.casefold() for source in match.entry.sources}
        for target in targets:
            every = termbase.forms(target.term, self.target)
            # A plural in the source wants the plural; what the glossary lists as it stands wants the target so.
            forms += (target.term, *target.forms) if match.text.casefold() in listed else (*every[1:], every[0])
        return tuple(dict.fromkeys(forms))

    def _forbidden(self, text: str, translation: str) -> list[str]:
        """Return the words of a translation that the glossary forbids for a term of its source."""
        assert self.termbase is not None
        sentence = self.termbase.sentence(translation)
        used_words: list[str] = []
        for match in self.termbase.matches(text, around=self.around.get(text, "")):
            banned = [target for target in match.entry.targets if target.status in ("forbidden", "deprecated")]
            used = self.termbase.uses(banned, sentence, strict=True) if banned else None
            if used and not any(used.text.casefold() in form for form in self._allowed(match)):
                used_words.append(used.text)
        return list(dict.fromkeys(used_words))

    def _allowed(self, match: TermMatch) -> list[str]:
        """Return the forms that a match allows, in lower case: a word of theirs is not forbidden."""
        assert self.termbase is not None
        terms = [target.term for target in match.entry.allowed]
        return [form.casefold() for term in terms for form in self.termbase.forms(term, self.target)]

    def _quantities(self, text: str, translation: str) -> list[Requirement]:
        """Return the quantities that a translation lost or changed."""
        requirements = []
        for change in quantities.compare(text, translation, self.source, self.target):
            quantity = change.source
            if quantity is None or change.kind in FORMS_ALONE:
                continue
            written = quantities.write(quantity, self.target)
            number = text[quantity.first : quantity.last]
            # The number alone, for the model chooses the words around it; the whole of a date, which has parts.
            match quantity.kind:
                case "date":
                    forms = [written]
                case "phase":
                    forms = [number]
                case _ if quantity.power:
                    forms = [quantities.number(quantity, self.target), number]
                case _:
                    forms = [_figures(written) or written, *([number] if number.isdecimal() else [])]
            unique = tuple(dict.fromkeys(forms))
            doubtful = quantity.doubtful
            requirements.append(Requirement(unique, change.message, quantity.start, quantity.end, doubtful=doubtful))
        return requirements

    def _names(self, text: str, translation: str) -> list[Requirement]:
        """Return the names and codes that a translation lost or changed."""
        requirements = []
        for change in names.compare(text, translation, self.source, self.target):
            name = change.source
            if name is not None and self._can_be_asked_for(name) and change.severity != "minor":
                forms = (change.suggestion or name.text,)
                requirements.append(Requirement(forms, change.message, name.start, name.end))
        return requirements

    def _agreement(self, text: str, translation: str, met: Sequence[Met], *, put_in: bool) -> list[Requirement]:
        """Return how the articles of terms would agree with them, where they don't."""
        requirements = []
        for term in met:
            start, end = term.requirement.start, term.requirement.end
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND] if put_in else None
            clash = agreement.clash(translation, term.span[0], self.target.language, before=before, after=after)
            if term.requirement.noun and clash is not None:
                reason = f"“{clash.text}”: the article doesn't agree with its noun"
                if clash.right:
                    reason = f"“{clash.text}” should be “{clash.right}”"
                forms = (clash.right,) if clash.right else ()
                requirements.append(Requirement(forms, reason, start, end, instead=clash.text, kind="agreement"))
        return requirements

    def untold(self, text: str, translation: str) -> frozenset[instructions.Facet]:
        """Return the parts of a text's instructions that a translation has nothing for, whether that is told or not."""
        return instructions.untold(text, translation, self.source, self.target)

    def _instructions(self, text: str, translation: str) -> list[Requirement]:
        """Return the parts of instructions that a translation lost, added, changed or exchanged."""
        requirements = []
        for departure in instructions.compare(text, translation, self.source, self.target):
            said, rendered = departure.source, departure.target
            start, end = (said.start, said.end) if said else (0, 0)
            forms: tuple[str, ...] = ()
            if said and not (rendered and said.values & rendered.values):  # a word alone changes no number and no "not"
                forms = instructions.wordings(said, self.target)
            requirements.append(
                Requirement(
                    forms, departure.message, start, end, instead=rendered.text if rendered else "", kind="instruction"
                )
            )
        return requirements

    def _can_be_asked_for(self, name: names.Name) -> bool:
        """Tell whether the form of a name is known: a people's hangs on the sentence, other scripts write by ear."""
        return name.kind != "people" and (name.kind not in {"person", "town"} or self.target.script == "Latn")


def _is_many(term: str) -> bool:
    """Tell whether the first word of a term looks like a plural."""
    return term.split(maxsplit=1)[0].endswith("s")


def _figures(written: str) -> str:
    """Return the number at the beginning of a written quantity, without its bound and unit."""
    start = next((place for place, sign in enumerate(written) if sign.isdecimal()), len(written))
    end = start
    while end < len(written) and (written[end].isdecimal() or written[end] in ".,٫٬\u00a0\u202f–:"):
        end += 1
    return written[start:end].rstrip(".,\u00a0\u202f–:")
