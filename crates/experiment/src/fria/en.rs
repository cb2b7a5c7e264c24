//! The text in English. The points paraphrase Art. 27(1) of Regulation (EU) 2024/1689.

use super::words::{Point, Words};
use report::measures::Unit;

pub(super) const WORDS: Words = Words {
    code: "en",
    title: "Questions for a fundamental-rights impact assessment (Art. 27 of the AI Act)",
    opening: &[
        "This is no assessment. It holds questions that a person must answer about the real process, and, under (c) and \
         (d), hypotheses that a run on an invented city suggests. None of them is evidence about anybody, and no number \
         here answers a question.",
        "The article binds public bodies, private bodies that provide public services, and some users in credit and in \
         life and health insurance, before first use of a system of high risk; the result is notified to the market \
         surveillance authority. It stands beside an assessment under Art. 35 of the GDPR, and does not take its place \
         (paraphrase of Art. 27(1), (3) and (4), `aiact`).",
    ],
    points: [
        Point {
            title: "(a) The process in which the system is used, in line with its intended purpose",
            asks: &[
                "Which decision is prepared or taken, by whom, on which legal basis?",
                "What happened before there was a system, and what would happen without it?",
                "Who can see a score, a band or a mark, and who else receives it?",
                "For what else could the same records be used, and what hinders it?",
            ],
        },
        Point {
            title: "(b) For how long and how often it is used",
            asks: &[
                "From when to when, and what ends it?",
                "How often is a person looked at in a year, and how long does a record count?",
                "When is the assessment made again, and who may ask for it earlier?",
            ],
        },
        Point {
            title: "(c) Who is likely to be affected",
            asks: &[
                "Which groups are looked at more often than others, and which cannot avoid it?",
                "Who is hit by another person's record: children, partners, households, colleagues?",
                "Who has not been asked, and how will they be heard before first use?",
                "By which counts of your own will you find out whether a hypothesis below holds where you are?",
            ],
        },
        Point {
            title: "(d) Which harms they may suffer",
            asks: &[
                "What follows from an error, in the life of whoever is hit, and for how long?",
                "What does the provider say about errors, for which people, and how was it found out (Art. 13)?",
                "Who keeps silent, stays away or does without a right because of it, and how would you notice?",
                "Which of the harms below would you find in your own records, and which leave no trace there?",
            ],
        },
        Point {
            title: "(e) How people oversee it, according to the instructions for use",
            asks: &[
                "Who may decide otherwise than the system says, with how much time for a case?",
                "How often is it decided otherwise, and how often when an error was planted to find out?",
                "What does the person who oversees see that the system does not?",
            ],
        },
        Point {
            title: "(f) What is done when a harm comes true: governance and complaints",
            asks: &[
                "Where can somebody complain, in which languages, at what cost, and does anything wait meanwhile?",
                "How long does it take to put an error right, and what is given back?",
                "Who can stop the system, on which day, and after how many wrong decisions?",
                "Who reports on all this to whom, and what is made public?",
            ],
        },
    ],
    questions: "To be answered by a person",
    hypotheses: "Hypotheses from the run, to be looked into (of so many figures some stand out by chance)",
    no_hypothesis: "The run suggests none. That says nothing: what was not found in an invented city may be there in yours.",
    synthetic: "synthetic; not evidence about your population",
    declared: "Declared in the regime, unverified:",
    answer: "Answer, by whom, on which day, on what evidence:",
    findings: "Findings of the linter",
    no_findings: "No rule found anything. That clears nothing.",
    only_findings: "There are critical findings under Art. 5 of the AI Act. What may be forbidden is not assessed for its \
                    use: only the findings follow, and no questions.",
    not_looked_at: "Not looked at",
    defaults_are_written: "whether the author of the regime wrote a default or was silent: a run writes every default out, \
                           and OBS-1 takes it for silence (`vitropolis lint` reads the file itself)",
    made_from: "Made from",
    about: ["World", "regime", "law as of"],
    lines: "Lines",
    law: "Law",
    source: "Source",
    would_change: "Would change it",
    more_here: "{measure}: what is added to the world `{reference}` is {difference} more for the group `{group}` than for \
                everybody",
    more: "{measure}: {difference} more than in the world `{reference}`",
    less: "{measure}: {difference} less than in the world `{reference}`",
    interval: "95 % of simulation noise: {low} to {high}",
    few_seeds: "None is told apart from luck: the run has fewer than three seeds. Run it again with `--seeds 8`.",
    decimal: '.',
    harms: &[
        ("sanctioned", "people sanctioned"),
        ("erroneous", "sanctions that rest on an error or a lie"),
        ("rights_violating", "sanctions for the use of a right"),
        ("disproportionate", "sanctions out of proportion"),
        ("refused_bands", "people in a band that is refused"),
        ("refusals", "refusals"),
        ("false_marks", "marks that are false"),
        ("employment", "people in work"),
    ],
    units: |unit| match unit {
        Unit::Share => "percentage points",
        Unit::Days => "days",
        Unit::PerPersonYear => "a person and year",
        Unit::PerThousandYears => "a thousand people and year",
        Unit::Ratio => "times",
        Unit::Index => "as an index",
    },
};
