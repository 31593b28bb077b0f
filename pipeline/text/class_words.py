"""The words by which an English text shows its class: patterns for plain text, as `readable.plain` gives it.

A sentence that is kept for review without need costs a translator a minute; one that is published without a review can
cost more. So verbs that begin a sentence are instructions, unless the page uses them to lead somewhere. Each stretch
that a pattern may skip has a bound: hostile texts are long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property


class Wordings:
    """The patterns of a class, which are one expression from the first search on: most commands search none."""

    def __init__(self, *patterns: str) -> None:
        self._patterns = patterns

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """What returns the first match in a text."""
        return re.compile("|".join(self._patterns), re.IGNORECASE).search


def _words(*lines: str) -> str:
    return "|".join(" ".join(lines).split())


# Verbs that begin a sentence to tell somebody to do something, whatever follows.
_VERBS = _words(
    "take apply inject rinse bring eat swallow chew keep wear lie sit breathe remove insert discontinue omit withhold",
    "inform avoid refrain abstain mix dissolve dilute tilt elevate soak shower bathe gargle spit dispose",
    "discard ensure",
    "seek wait carry prepare remember dial notify consult squeeze stay detach inhale exhale disinfect sterilise",
    "sterilize refrigerate thaw use choose consider switch expose unwrap prime restrict suspend interrupt always never",
)
# Verbs that are nouns or adjectives as well, or that begin a sentence about other things: an object or a time follows.
_DOUBTFUL = _words(
    "draw fast drink store wash rest stand hold press change clean dry cover place give start begin stop",
    "continue resume",
    "skip tell report return check measure record weigh monitor limit reduce follow finish complete repeat shake pour",
    "close raise lower bend exercise walk massage rub pat brush floss empty fill flush throw replace leave sleep pack",
    "phone ring roll turn cut crush split peel attach suck spray freeze warm heat cool protect ice compress",
    "bandage pull push pinch aim point tear double halve taper wean allow let expect watch arrange collect increase",
    "decrease use get",
    "put set go come ask have show open call try look test feel lift move count note look read plan schedule",
    "stick hang",
    "speak save only talk balance express share help discuss add work think make",
)
_OBJECTS = _words(
    "the your you it them this that these those an? any all both each every no not nothing up down out off",
    "away on to",
    "with without for from before after until till during while when if as at in into by between only well",
    "slowly gently",
    "carefully firmly upright still quickly regularly daily twice once again more less fewer water yourself",
    "plenty fluids someone",
    "somebody him her his us our one two three four half ten several enough quietly indoors home back under",
    "over through",
    "calm others extra alcohol smoking side new unused other",
    "breathing taking using eating drinking giving about loose cool warm",
    r"\d+",
)
# What some of them begin with another meaning, most of it to lead a reader somewhere.
_ELSEWHERE = (
    r"(?!use (?:cases?|and|in|by|as)\b|choose (?:a|your|the|our|from) (?:\w+ )?(?:language|country|topic|page"
    r"|department|file|date)\b"
    r"|work (?:in|at|for|as|on)\b|make an? (?:donation|gift|difference|comment|booking|appointment)\b"
    r"|take (?:part|place|home|a look|a tour|a virtual|time)\b|keep (?:in touch|up to date|reading)\b|let us\b"
    r"|share (?:this|on|your (?:story|experience|view))|help (?:us|with|for|at|from|in|and|is)\b|get (?:more )?ideas"
    r"|watch (?:the|our|a|this) (?:film|video|clip|talk)|follow us\b|use of\b|read (?:the|our|this|a|about|more|an) "
    r"(?!label|leaflet|instruction|package|patient)|get (?:to know|in touch|involved|started|the app|our)\b"
    r"|try (?:our|the)\b|go to (?:the )?(?:page|top|next|main|our|home|previous)\b|look (?:at|for) our\b"
    r"|return to (?:the )?(?:top|home|page|main)|show (?:all|more|less)\b|report (?:on|of|from|for|by)\b"
    r"|use (?:our|this|the) (?:\w+ )?(?:form|site|page|map|search|tool|website|link|calculator|menu|filter)"
    r"|have (?:a|an|the|you|it|any|all|these|those|more|other|one|no|not|been|to)\b|call (?:for papers|centres?"
    r"|centers?)\b"
    r"|come (?:and|with|from|in many)\b|meet\b|start of\b|end of\b|change (?:of|in|over)\b|leave (?:a|us|your) "
    r"(?:comment|feedback|message|review)|save the date|tell us (?:your story|what you think|how we)"
    r"|ask (?:us anything|the expert)|place of\b|side of\b|plan of\b|point of\b|rest of\b|test (?:of|for|in)\b"
    r"|stay (?:tuned|up to date|in touch)|check (?:out|in)\b|(?:cut|rise|drop) in\b|rest homes?\b|open (?:day"
    r"|from|on|at|to|until|all|every|in)\b"
    r"|speak (?:to us in|your language)|only (?:a|the|one|some|few|\d|about|half|two|three|in|after|at)\b"
    r"|exercise (?:in|for|with|as|during|after|at|on|by) (?!the (?:morning|evening|pool)|your|bed)"
    r"|(?:rest|sleep|massage|heat|stand|press|record|note|count|heat|cover|ring|walk|drink) (?:in|as|by|from|on|and) "
    r"(?!the (?:morning|evening|dark)|your|bed|an? |needed)|start (?:your|a) (?:career|journey)|give (?:us|now)\b)"
)
# What may stand before the verb: please, a condition, a time, a place, an item's mark.
_BEFORE = (
    r"(?:^|[.!?:;] |(?:^|[.!?:;] )(?:if|when|whenever|before|after|until|once|while|during|unless|on|in|at|for|to"
    r"|as|with"
    r"|every|should|because|since|where|from|by|out)\b[^.!?]{1,160},\s?)"
    r"[\"'(]?(?:[-*•–—✓✗✔✘→] ?|\d{1,2}[.)] ?)?(?:(?:please|then|also|just|now|always|first|next|instead|and|but"
    r"|carefully|"
    r"gently|slowly|immediately|otherwise|simply|finally|or|so|only|ever|second|afterwards|thereafter"
    r"|regularly)[, ] ?){0,2}"
)
_PEOPLE = (
    r"(?:you|we ask you|patients?|people|adults?|children|women|men|mothers|visitors|everyone|everybody|nobody|anyone"
    r"|no one|participants|parents|carers|relatives|your (?:child|baby|partner|family|carer|son|daughter))"
)
# A noun or an adjective that looks like a verb: sleep problems, massage can help.
_NOUN = (
    r"(?! (?:can|may|might|could|is|are|was|were|will|would|has|have|had|does|do|did|helps?|problems?|of|makes?"
    r"|means?"
    r"|often|usually|also|and|or|differs?|depends?|happens?|shows?|begins?|in (?:the|a) \w+ (?:is|are|can|may))\b"
    r"|\s?(?:$|[-–—,:]))"
)
_PERMITTED = (
    r"(?!feel|have|be\b|notice|need|get|see|experience|hear|look|find|become|lose|think|also|still"
    r"|not (?:feel|have|be|need))"
)
# To do something: positive instructions, which a page's menus and buttons are full of.
IMPERATIVE = Wordings(
    rf"{_BEFORE}{_ELSEWHERE}(?:{_VERBS})\b{_NOUN}",
    rf"{_BEFORE}{_ELSEWHERE}(?:{_DOUBTFUL}) (?:{_OBJECTS})\b",
    rf"{_BEFORE}(?:wash|brush|lower|raise|bend|clean|dry|cover|warm|cool|store|rest|walk|fast|stop|drink|sleep"
    rf"|exercise)"
    r"(?: \w+)?[.!]",
    rf"{_BEFORE}(?:visit|see|ask|call|phone|contact) (?:your|a|the) (?:dentist|doctor|nurse|pharmacist|midwife"
    rf"|surgeon)\b",
    rf"{_BEFORE}contact (?:the|your|our|a|an|us)\b[^.!?]{{0,60}}\b(?:if|when|before|after|unless|until|as soon)\b"
    r"(?! you (?:have|need|want|wish|would|are interested)\b)",
    r"\bplease (?!note\b|see\b|visit\b|click\b|select\b|enter\b|choose\b|log\b|sign in\b|contact us\b|read more\b"
    r"|feel"
    r"|find|refer\b|share\b|leave\b|join\b|fill)\w+",
    rf"{_BEFORE}(?:be careful|be sure|be aware|make sure|take care)\b",
)
# Not to do something, or to have to do it: whoever says that means it in a menu, too.
OBLIGATION = Wordings(
    # "Please do not", and not "they do not know".
    r"(?:^|[.!?:;,()–—-]\s?|\b(?:please|and|but|or|then|so|also|instead|just|now|always|if possible) )"
    r"(?:do not|don't)\b(?! (?:know|have|need|worry|hesitate|miss|forget to (?:like|share|follow))\b)",
    r"(?:^|[.!?:;] |please )(?:do not|don't) (?:have|need)\b",
    r"\b(?:(?<!we )never (?:share|take|use|give|stop|put|let|leave|drive|mix|eat|drink|inject|reuse|re-use|try"
    r"|cut|open"
    r"|do|start"
    r"|skip|double|keep|store|apply|change|touch|go|be)|must|should|mustn't|shouldn't|shall not|ought to|avoid(?:ed)?"
    r"|have to|has to|needs to be)\b(?! (?:I|we)\b)",
    rf"\b{_PEOPLE} (?:\w+ )?(?:shall|may only|can only|need to|needs? (?:a|an|your|the|rest)\b|ought|cannot|can't"
    rf"|can not"
    r"|are not to|are to|is to|had better|will (?:also )?(?:have|need) to|are advised|are asked|are required|aren't"
    r" (?:to|allowed)|may not (?!be (?:an?|as|the|able|enough|sure)\b|have\b|feel|know|want|need|get|see|work"
    r"|help|notice|like|find|realise|realize|think"
    r"|happen|always|even|hear|understand|remember|seem|look|experience|survive|show|respond|improve|recover)"
    r"|need not|needn't|don't need to|do not need to|may (?:eat|drink|drive|take|use|return|shower|get up))\b",
    r"(?<!may )(?<!might )(?<!may also )(?<!do I )(?<!will I )(?<!when you )(?<!if you )\bneed to\b(?! know\b)",
    r"\b(?:are|is|isn't|aren't|be|was) (?:not |strictly )?(?:allowed|permitted|forbidden|prohibited|banned|advised"
    r"|required to|recommended to|safe (?:in|during|for|while|to|with))\b",
    r"\b(?:contra-?indicated|under no circumstances|on no account|at no time|by no means|no longer take"
    r"|without a break|(?:it is|it's) (?:very |most )?(?:vital|essential|safe|unsafe|dangerous|not safe|important"
    r"|best)"
    r" (?:to (?!know|note|understand)|that|not|for|if)|important (?:not )?(?:to (?!know|note|understand|many|us)"
    r"|that you)|not recommended)\b",
    rf"{_BEFORE}(?:nothing (?:to|by|but|except|after|for|with|in|on|before|from)|no (?:food|drinks?|alcohol"
    rf"|smoking|driving|fluids|solid|sex|sports?|swimming|lifting|milk"
    r"|baths?|visitors|heavy|eating|drinking|make-up|jewellery|perfume|phones?|photos?)|not for|not to be"
    r"|not with|not if"
    r"|not while|not during|not before)\b",
    r"\b(?:nothing by mouth|nil by mouth|nil per os|empty stomach|with(?: or without)? (?:food|meals))\b",
    r"\b(?:for|only for) (?:\w+ )?(?:external|single|oral|topical|intravenous|nasal|external|hospital) use\b"
    r"|\buse only\b(?! (?:if|to|in the)\b)|\b(?:oral|nasal|external|single|topical) use\b",
    rf"\byou (?:can|may) {_PERMITTED}(?:\w+ ){{1,3}}?(?:while|during|before|after|until|when|as soon as|from"
    rf"|again|straight)\b",
    r"\b(?:we|doctors|dentists|nurses|experts|i|they) (?:\w+ )?"
    r"(?:recommend|advise|urge|ask (?:you|all|that)|suggest that|warn)\b",
    r"\b(?:keep (?:\w+ ){0,3}out of (?:the )?(?:reach|sight)|be careful|be sure to|(?<!we )make sure"
    r"|use(?:d)? (?:with )?caution)\b",
)
_CALL = r"(?:call|phone|ring|dial|contact|telephone|tell|see|inform|alert|notify|speak to|talk to|ask|visit|consult)"
_NOW = (
    r"(?:immediately|at once|right away|straight ?away|without delay|urgently|as soon as possible|now|this minute"
    r"|the same day|24 hours a day|day or night|today|promptly|quickly|any time|day and night|asap|24/7|24-hour)"
)
_HOSPITAL = (
    r"(?:hospital|er|ed|casualty|a&e|a & e|accident and emergency|emergency (?:room|department|unit|ward)|urgent care"
    r"|walk-in (?:centre|center|clinic)|health (?:centre|center)|clinic at once)"
)
_SPELT = (
    r"nine[- ]one[- ]one|nine[- ]nine[- ]nine|nine[- ]eleven|one[- ]one[- ](?:two|one|nine|zero)|one[- ]nine[- ]two"
    r"|nine[- ]eight[- ]eight|triple (?:zero|nine|one|oh|0|9|1)|double (?:zero|nine|one|oh)|one[- ]hundred and twelve"
    r"|one[- ]twelve|zero[- ]zero[- ]zero"
)
EMERGENCY = Wordings(
    r"\b(?:emergenc(?:y|ies)|ambulances?|paramedics?|life-threatening|casualty|a&e|a & e|lifeline|first aid|cpr"
    r"|defibrillator)\b",
    r"(?:^|[.!?:;,] |\b(?:and|or|then|please|should|must|need to|have to|immediately|instead|straight|to be|never"
    r"|not wait) )"
    r"(?:go|come|taken?|get|bring|rush|drive|straight|head|return|hurry|report)\b[^.!?]{0,40}"
    rf"\b{_HOSPITAL}\b",
    rf"\bnearest (?:\w+ )?{_HOSPITAL}\b",
    r"\b(?:seek|calls? for|ring for|shout for|phone for|summon|fetch|send for|scream for)\b[^.!?]{0,20}"
    r"\b(?:help|attention|assistance|doctor|nurse)\b|\bget (?:(?:medical|some|immediate|urgent) )?help\b",
    r"\b(?:seek|get|needs?|requires?|ask for|call for)\b[^.!?]{0,12}\b(?:urgent|immediate|emergency|medical"
    r"|prompt|rapid)"
    r" (?:medical )?(?:care|advice|help|treatment|attention|assistance)\b",
    rf"\b(?<!\bwill )(?<!'ll ){_CALL}\b[^.!?]{{0,60}}\b{_NOW}\b|\b{_NOW},? [^.!?]{{0,20}}\b{_CALL}\b",
    rf"\b{_CALL} (?:your|the|a|our|us)\b[^.!?]{{0,40}}\b(?:if|when(?:ever)?)\b"
    r"(?! you (?:have (?:any |a |further |more |other )*quer|have (?:any |a |further |more |other )*question|want"
    r"|wish"
    r"|would|need (?:more|further|a copy|a letter|information|an interpreter)|are interested|need to book))",
    rf"\b(?:{_SPELT})\b",
    r"\b(?:9[ .-]1[ .-]1|9[ .-]9[ .-]9|1[ .-]1[ .-]2|0[ .-]0[ .-]0|1[ .-]1[ .-]1|9[ .-]8[ .-]8|1[ .-]9[ .-]2"
    r"|1[ .-]8[ .-]0)\b",
    r"\b(?:extension|ext\.?|bleep|pager) ?\d+",
    r"\b(?:call|phone|ring|dial|tel\.?|telephone|hotline|helpline|number|line|mobile"
    r"|on)\b[^.!?]{0,40}\b\d{3,4}[ -]\d{3,4}\b"
    r"|\b(?:call|phone|ring|dial|text|sms)(?: us| the \w+)?(?: on| at| to|:)? (?:\+|\()?\d[\d ()-]{1,20}(?![\w%]"
    r"|\.\d)",
    r"(?:^|[.:;,] ?)(?:0800|0808|0300|0345|1800|1300|1-?800)[ -]\d",
    r"\b(?:adrenaline|epinephrine)\b[^.!?]{0,20}\b(?:pen|auto-?injector|injection)\b|\bepipens?\b|\bnaloxone\b",
    r"\b(?:can't|cannot|can not|unable to|trouble|difficulty|stops?|stopped|not) breath(?:e|ing)\b"
    r"|\bcardiac arrest\b|\boverdos(?:e|ed|es)\b|\bevery (?:minute|second) counts\b|\b(?:poisons?"
    r"|poisoning) (?:control|"
    r"information|centre|center|line|unit|help)\b|\bcrisis (?:team|line|centre|center|service|counsell?or|helpline)\b"
    r"|\bsuicid(?:e|al)\b|\b(?:harm|hurt|kill)(?:ing)? (?:yourself|themselves|himself|herself)\b|\bred button\b"
    r"|\bday (?:or|and) night\b|\bwhen to (?:call|seek|get|see|phone|ring|go)\b|\b(?:at once|straight away"
    r"|straightaway|immediately|right away|urgently) (?:if|when)\b",
)
# Where a text speaks of these, a number of three figures may well be one to call.
SPEAKS_OF_EMERGENCY = Wordings(r"\b(?:emergenc(?:y|ies)|ambulances?|paramedics?)\b")
CALL = Wordings(r"\b(?:call|dial|phone|ring|text|telephone|number|hotline|helpline)")
_GROUP = (
    r"(?:adults|children|patients|people|women|men|those|anyone|everyone|residents|babies|infants|girls|boys"
    r"|persons|me"
    r"|you|newborns|teenagers|adolescents|couples|donors|volunteers|families|citizens|nationals)"
)
_WHO = (
    r"(?:who|you|patients?|people|adults?|children|women|men|anyone|everyone|those|participants?|volunteers"
    r"|donors|couples"
    r"|candidates|teenagers|babies|infants|nobody|not everyone|your child)"
)
_TREATMENT = (
    r"(?:treatment|vaccine|vaccination|jab|test|scan|mri|surgery|operation|procedure|drug|medicine|therapy|transplant"
    r"|injection|examination|implant|infusion|device|screening)"
)
_CAN = r"(?:can|may|could|might|cannot|can't|can not|must|will|should|are|is)"
ELIGIBILITY = Wordings(
    r"\b(?:in)?eligib(?:le|ility)\b|\b(?:inclusion|exclusion|entry|admission) criteri(?:a|on)\b|\bcandidates? for\b",
    r"\b(?:criteri(?:a|on)|conditions|requirements) (?:of|for|to)\b|\bqualif(?:y|ies|ied) for\b|\b(?:entitled"
    r"|admitted) to\b",
    r"\bmeets? (?:all |any |some )?(?:of )?(?:the|these|our|all) (?:\w+ )?(?:criteria|requirements|conditions)\b",
    rf"\b{_WHO} (?:\w+ )?{_CAN} (?:not |also |only |now |still )*(?:join|enrol|enroll|take part|participate"
    rf"|take it|apply for"
    rf"|donate|give blood|have (?:this|the|an?) (?:\w+ )?{_TREATMENT}|use (?:this|the) {_TREATMENT}"
    rf"|(?:get|receive) (?:this|the) {_TREATMENT})\b",
    r"\b(?:can|may|could|cannot|can't|able to|allowed to|wish to|want to) (?:not )?(?:take part|participate|enrol"
    r"|enroll"
    rf"|join (?:the|this|our|a|in)|apply for|be (?:enrolled|included|admitted|considered for|accepted"
    rf"|given (?:this|the) {_TREATMENT}"
    rf"|screened|offered))\b",
    rf"\b(?:patients|people|those|adults|children|women|men|anyone|babies)\b[^.!?]{{0,60}}\b{_CAN} (?:not |also "
    rf"|only |now )*"
    r"(?:be )?(?:considered for|excluded|accepted|included|invited|offered|given this|admitted|eligible|barred)\b",
    rf"\b(?:patients|people|those|adults|children|women|men|anyone|babies)\b (?:with|who|without|under|over|aged"
    rf"|younger|older)\b"
    rf"[^.!?]{{0,60}}\b(?:may|can|cannot|can't|should|must) (?:not )?(?:have (?:this|the"
    rf"|an?) (?:\w+ )?{_TREATMENT}|be given"
    r"|apply|ask for|book|receive|get|use)\b",
    r"\b(?:are|is|be|were) (?:also |always |not )?excluded\b|\bwe (?:only )?(?:include|exclude|accept(?! (?:all"
    r"|most|credit|cards?|payment|cash|visa)\b)|enrol"
    r"|enroll|recruit"
    r"|are looking for|do not accept|cannot accept|can't accept|don't accept|treat only)\b|\bnot accepted\b",
    rf"\b(?:treatment|trial|study|service|programme|program|clinic|therapy|vaccine|test|drug|medicine|device"
    rf"|operation"
    rf"|scan|screening|ward|it|this|surgery|procedure) is (?:only |not |also |now )*(?:meant |intended |open "
    rf"|available |reserved"
    rf" |suitable |approved |recommended |free |right |indicated |designed |licensed |possible |an option "
    rf"|offered )?(?:only )?"
    rf"(?:for|to|in) (?:\w+ ){{0,2}}?{_GROUP}\b",
    rf"\b(?:open|available|offered|reserved|restricted|limited|approved|suitable|right|free|recommended|indicated"
    rf"|unsuitable)"
    rf" (?:only )?(?:to|for|in) (?:\w+ ){{0,2}}?{_GROUP}\b",
    r"\b(?:only|solely) (?:for )?(?:adults|children|patients|people|women|men|those|residents)\b|\b(?:not "
    r"|un)?suitable for\b",
    r"\b(?:can|may|could|cannot|can't|might) (?:not )?(?:only )?(?:enter (?:the|this)|register (?:as|for)"
    r"|be given only)\b",
    r"^(?:exclu|inclu)sions?\b:?|\bwe (?:cannot|can't|do not|don't|only) (?:treat|admit|see)\b",
    rf"\b(?:can|may|could) (?:I|we|my (?:child|partner|mother|father)|{_GROUP}) (?:also )?(?:take part|join|enrol"
    rf"|have (?:this|the|an?)"
    rf" (?:\w+ )?{_TREATMENT})\b|\b(?:scheme|programme|program|policy|plan|fund) (?:covers|helps"
    rf"|pays for) (?:\w+ )?{_GROUP}\b",
    r"\b(?:treats|sees|accepts|admits|takes|enrols|enrolls|recruits) (?:only|just|no|adults|children|women|men"
    r"|patients|people)\b",
    r"^who (?:can|may|could|should|must|cannot|can't|is it for|is this|is the|may not|shouldn't|needs)\b",
    rf"\bnot (?:right |suitable |safe |meant )?for everyone\b"
    r"|\bnot everyone (?:can|may|is|will|should|who)\b|\b(?:treatment|trial|test"
    rf"|therapy|vaccine|study|surgery|operation)[^.?]{0, 20} (?:right|for) (?:me|you)\?",
    r"\b(?:minimum|maximum|lower|upper) age\b|\bage (?:limit|range)s?\b|^(?:sex|gender|ages?|age group):",
    r"\brecruit(?:s|ing|ment)?\b(?! (?:staff|nurses|doctors))|\benrol(?:l)?(?:s|ing|ment)\b"
    r"|\bvolunteers (?:accepted|needed|wanted|aged"
    r"|must|may|can)\b",
    rf"\b(?:an option|possible|considered|offered|given|available) (?:only )?(?:if|for {_GROUP})\b|\bonly if\b",
    r"\b(?:participants|volunteers|donors|candidates|applicants) (?:must|need|should|have to|are required|have to)\b",
    r"\binsur(?:ance|ers?|ances) (?:\w+ )?(?:covers?|pays?)\b[^.]{0,50}\b(?:if|only|when|unless)\b"
    r"|\breferral (?:is )?(?:needed|required|necessary)\b",
    r"\b(?:aged|ages?|over|under|above|below|from) (?:the age of )?\d+[^.!?]{0,40}\b(?:are|is|can|may"
    r"|will) (?:be )?(?:invited"
    r"|offered|entitled|eligible|accepted|asked|called|free|screened)\b|\binvited (?:for|to be|to have)\b",
)
_NOT = r"(?:not|no|never|cannot|can't|isn't|aren't|doesn't|don't|won't|wasn't|hasn't|haven't)"
DISCLAIMER = Wordings(
    rf"\b(?:{_NOT}|nothing|nobody)\b[^.]{{0,40}}\b(?:substitutes? for|replacements? for|replaces?|take the place"
    rf"|in place of)\b",
    r"\bnot? (?:be |a |an |intended as |constitute |meant as )?(?:medical|legal|professional) (?:advice|opinion"
    r"|device|recommendation)\b",
    rf"\b{_NOT} (?:constitute|guarantee|promise|endorse|diagnose|give (?:\w+ )?(?:diagnos|advice)|contain all"
    rf"|cover (?:all|every)"
    r"|make an appointment|mean that|imply)",
    r"\b(?:informational|educational|information|education|illustration|convenience|reference|illustrative|guidance)"
    r" (?:purposes|only)\b|\bat your own (?:risk|peril)\b|\b(?:rely|relying|reliance) (?:only "
    r"|solely )?on (?:this|the|these)\b",
    r"\b(?:no|without(?: any)?|any|all) (?:\w+ )?(?:guarantees?|warrant(?:y|ies)|liabilit(?:y|ies)|promises?"
    r"|obligations?|claims?)\b"
    r"|\bliab(?:le|ility)\b|\b(?:no|any|accepts?|takes?|not|n't|all) (?:\w+ )?responsib(?:ility|le) for\b",
    r"\b(?:not|n't|nobody can|no one can|never) (?:be )?(?:guaranteed?|promised?)\b|\b(?:cannot|can\'t"
    r"|no \w+ can) (?:guarantee|promise)\b",
    r"\b(?:not|n't|never) (?:yet )?(?:been )?(?:approved|authori[sz]ed|licensed|evaluated|cleared|registered"
    r"|covered by (?:the|its)"
    r"|available (?:yet|outside|in your))\b|\bnot yet (?:available|approved|licensed)\b|\b(?:unapproved"
    r"|unlicensed|off-label)\b",
    r"\b(?:treatment|drug|medicine|therapy|use|vaccine|it|this|product|device|method) is (?:still |highly "
    r"|an? )*(?:experimental"
    r"|investigational)\b|\binvestigational\b|\b(?:ema|fda|mhra|anvisa|regulators?|authorit(?:y|ies)) (?:has"
    r"|have) not\b",
    r"\b(?:results?|outcomes?|prices?)\b(?: \w+){0,3} (?:vary|varies|differ|change)\b|\bwithout (?:prior )?"
    r"notice\b|\bsubject to (?:change|errors?|availability)\b|\berrors (?:and|or) (?:changes|omissions)\b",
    r"\b(?:not|no|n't) (?:an? |legally |meant as an? |intended as an? )*(?:offer|binding|endorsements?"
    r"|recommendations?|diagnosis|promise"
    r"|advertisement|solicitation)\b|\blegally binding\b|\bnot intended (?:to|for|as)\b",
    r"\bnames?\b[^.]{0,30}\b(?:been|were|was) changed\b|\b(?:photos?|pictures?|images?|photographs?"
    r"|people shown)\b[^.]{0,20}\bmodels?\b"
    r"|\bactor (?:portrayal|pictured)\b",
    r"\b(?:machine|automatic(?:ally)?)[ -]?(?:translat|generat)|\btranslat(?:ed|ion)\b[^.]{0,40}\b(?:machine"
    r"|automatic|computer|mistakes"
    r"|errors|convenience|prevails?)\b|\b(?:version|text|original) (?:shall |will )?(?:prevails?|applies)\b",
    r"\b(?:views|opinions|statements)\b[^.]{0,40}\b(?:author'?s?|own|hospital|clinic|necessarily|responsib|theirs"
    r"|writer'?s?)\b"
    r"|\b(?:information|content|data|page|text|list|site)\b[^.]{0,20}\b(?:may|can|might) (?:be|contain|have"
    r"|become) (?:\w+ )?(?:out of"
    r" date|outdated|incomplete|inaccurate|wrong|mistakes|errors|changed)\b"
    r"|\b(?:promise|guarantee|ensure|claim) that\b",
    r"^general information\b|\b(?:individual|personal) (?:medical )?advice\b|^(?:legal notice|imprint"
    r"|terms of use)\b|\bdisclaimers?\b|\bterms (?:and conditions|of use)\b"
    r"|\bno [^.]{0,30}relationship\b",
    r"\b(?:costs?|fees?|treatment) may not be covered\b|\brefuse to pay\b|\bdoes not mean\b|\badvertisements?\b"
    r"|\badvertorial\b"
    r"|\bsponsored (?:by|content|post)\b|\bpaid (?:content|promotion)\b|\ball rights reserved\b",
)
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|several|[½¼¾⅓⅔])"
_EVERY = r"(?:every|each|once|twice|per)"
# How often, how many, and a value that a template fills in.
DOSE = Wordings(
    r"\b(?:once|twice|thrice|(?<!many )(?<!000 )times?) (?:a|an|per|each|every|in (?:a|one"
    r"|an)) (?:single )?(?:hour|day|night|week|month|24 hours)\b",
    r"\b(?:once|twice|thrice|times)[ -](?:daily|nightly|weekly|fortnightly|monthly)\b|\b(?:dose|dosage|dosing"
    r"|strength)s?: ?\w+",
    r"(?:\}\}?|%s|%d|%\w{1,40}%|\]|>) ?-?(?:k|m|µ|n|mc)?(?:g|l|iu|units?|mol|tablets?|capsules?|drops?|puffs?"
    r"|milligrams?"
    r"|millilit(?:er|re)s?|micrograms?|sprays?|pills?|patch(?:es)?|doses?|times (?:a|per))\b",
    rf"\b{_COUNT} (?:\w+ )?(?:(?:table|tea|dessert)?spoon(?:s|ful|fuls)?|fingertips?|pessar(?:y|ies)"
    rf"|suppositor(?:y|ies)|lozenges?"
    r"|sachets?|ampoules?|vials?|enemas?|sprays|squirts?|syringefuls?|capfuls?|tablets?|capsules?|pills?|drops?"
    r"|puffs?"
    r"|pea-sized|injections?|patch(?:es)?)\b",
    rf"\b(?:{_COUNT}|first|second|third|next|single|double|loading|starting|usual|maximum|maintenance|booster"
    rf"|daily|missed) (?:\w+ )?dos(?:e|es)\b",
    r"\b(?:\d+|two|three|four|five|six|seven|eight|ten|twelve) (?:\w+ )?(?:cycles|rounds|courses|fractions)\b",
    rf"\b(?:take|takes|taken|give|given|giving|injected?|injection|use|used|apply|applied|get|receive"
    rf"|repeat(?:ed)?|swallow"
    rf")\b[^.!?]{{0,40}}\b(?:{_EVERY} (?:other |second |third )?(?:\d+|two|three|four|six|eight|twelve)?"
    r"[ -]?(?:hour|day|week|month|morning|evening|night)s?|weekly|fortnightly|monthly|hourly|nightly)\b",
    r"^(?:please )?take (?:another |only |just )?(?:one|two|three|four|half|\d)\b",
    r"(?<![\d-])[0-4][-–][0-4][-–][0-4](?:[-–][0-4])?(?![\d-])",
    r"\b(?:o\.?d\.?|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|q\d{1,2}h|p\.?r\.?n\.?|bd|tds|qds)(?![\w])",
    r"\b(?:increase|lower|reduce|double|halve|raise|decrease) (?:the|your) dose\b|\bdoses? (?:of|by|is|are)\b"
    r"|\d ?% (?:cream|ointment|gel|solution|lotion|drops|saline|glucose|spray)\b",
)
DAILY = Wordings(
    r"\bdaily\b(?! (?:life|living|lives|activit|expenses|routine|basis|news|work|tasks|habits|needs|chores|visit"
    r"|round"
    r"|bread|press|rate))"
)
# A value that a code of the source fills in.
FILLED_IN = Wordings(r"/> ?-?(?:k|m|µ|n|mc)?(?:g|L|IU|units?|tablets?|capsules?|drops?|puffs?|milligrams?)\b")
# What a trial found: a report, in which numbers of units are results.
REPORTED = Wordings(
    r"\b(?:in (?:the|this|a|one|our) (?:\w+ )?(?:trial|study|analysis)|the (?:trial|study|researchers"
    r"|investigators|results?)"
    r" (?:\w+ )?(?:found|showed|reported|compared|lasted)|median|the mean|mean (?:age|change)|on average|survival"
    r"|response rate"
    r"|overall (?:survival|response)|p ?[<=]|randomi[sz]ed|placebo"
    r"|(?:participants|patients|half|group|arm) (?:\w+ )?(?:received|lived))\b"
)
# A sentence that ends, and still leads into the list behind it.
FOLLOWING = Wordings(r"\b(?:following|these|below|any of)\b")
TO_SOMEBODY = Wordings(r"\byour?\b")  # no report speaks to its reader
