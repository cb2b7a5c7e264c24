//! The text in German. The points paraphrase Art. 27(1) of Regulation (EU) 2024/1689.

use super::words::{Point, Words};
use report::measures::Unit;

pub(super) const WORDS: Words = Words {
    code: "de",
    title: "Fragen für eine Grundrechte-Folgenabschätzung (Art. 27 der KI-Verordnung)",
    opening: &[
        "Dies ist keine Abschätzung. Hier stehen Fragen, die ein Mensch über das wirkliche Verfahren beantworten muss, \
         und unter (c) und (d) Vermutungen, die ein Lauf in einer erfundenen Stadt nahelegt. Keine davon ist ein Beleg \
         über irgendjemanden, und keine Zahl hier beantwortet eine Frage.",
        "Der Artikel bindet öffentliche Stellen, private Anbieter öffentlicher Dienste und einige Betreiber bei Krediten \
         sowie Lebens- und Krankenversicherungen, bevor ein Hochrisiko-System zum ersten Mal eingesetzt wird; das \
         Ergebnis wird der Marktüberwachungsbehörde gemeldet. Er steht neben der Folgenabschätzung nach Art. 35 DSGVO \
         und ersetzt sie nicht (sinngemäß nach Art. 27(1), (3) und (4), `aiact`). Befunde des Linters stehen auf \
         Englisch.",
    ],
    points: [
        Point {
            title: "(a) Das Verfahren, in dem das System seinem Zweck entsprechend eingesetzt wird",
            asks: &[
                "Welche Entscheidung wird vorbereitet oder getroffen, von wem, auf welcher Rechtsgrundlage?",
                "Was geschah, bevor es ein System gab, und was geschähe ohne es?",
                "Wer sieht eine Punktzahl, eine Stufe oder einen Eintrag, und wer erhält sie sonst noch?",
                "Wofür ließen sich dieselben Einträge noch verwenden, und was verhindert das?",
            ],
        },
        Point {
            title: "(b) Wie lange und wie oft es eingesetzt wird",
            asks: &[
                "Von wann bis wann, und was beendet den Einsatz?",
                "Wie oft im Jahr wird ein Mensch betrachtet, und wie lange zählt ein Eintrag?",
                "Wann wird die Abschätzung wiederholt, und wer kann das früher verlangen?",
            ],
        },
        Point {
            title: "(c) Wer voraussichtlich betroffen ist",
            asks: &[
                "Welche Gruppen werden öfter betrachtet als andere, und welche können nicht ausweichen?",
                "Wen trifft der Eintrag eines anderen: Kinder, Partner, Haushalte, Kollegen?",
                "Wer wurde nicht gefragt, und wie wird er vor dem ersten Einsatz gehört?",
                "Mit welchen eigenen Zählungen finden Sie heraus, ob eine der Vermutungen unten bei Ihnen zutrifft?",
            ],
        },
        Point {
            title: "(d) Welche Schäden sie erleiden können",
            asks: &[
                "Was folgt aus einem Fehler im Leben dessen, den er trifft, und wie lange?",
                "Was sagt der Anbieter über Fehler, bei welchen Menschen, und wie wurde das ermittelt (Art. 13)?",
                "Wer schweigt, bleibt fern oder verzichtet deshalb auf ein Recht, und woran würden Sie es merken?",
                "Welche der Schäden unten fänden Sie in Ihren eigenen Akten, und welche hinterlassen dort keine Spur?",
            ],
        },
        Point {
            title: "(e) Wie Menschen das System beaufsichtigen, gemäß der Betriebsanleitung",
            asks: &[
                "Wer darf anders entscheiden, als das System sagt, und wie viel Zeit hat er für einen Fall?",
                "Wie oft wird anders entschieden, und wie oft, wenn zur Probe ein Fehler eingebaut war?",
                "Was sieht der Mensch, der beaufsichtigt, das das System nicht sieht?",
            ],
        },
        Point {
            title: "(f) Was geschieht, wenn ein Schaden eintritt: Zuständigkeit und Beschwerden",
            asks: &[
                "Wo kann man sich beschweren, in welchen Sprachen, zu welchen Kosten, und ruht inzwischen etwas?",
                "Wie lange dauert es, einen Fehler zu berichtigen, und was wird zurückgegeben?",
                "Wer kann das System anhalten, an welchem Tag, und nach wie vielen falschen Entscheidungen?",
                "Wer berichtet über all das wem, und was wird veröffentlicht?",
            ],
        },
    ],
    questions: "Von einem Menschen zu beantworten",
    hypotheses: "Vermutungen aus dem Lauf, denen nachzugehen ist (unter so vielen Zahlen stechen einige zufällig heraus)",
    no_hypothesis: "Der Lauf legt keine nahe. Das besagt nichts: Was in einer erfundenen Stadt nicht auffiel, kann es \
                    bei Ihnen geben.",
    synthetic: "synthetisch; kein Beleg über Ihre Bevölkerung",
    declared: "Im Regime erklärt, ungeprüft:",
    answer: "Antwort, von wem, an welchem Tag, auf welchem Beleg:",
    findings: "Befunde des Linters",
    no_findings: "Keine Regel hat etwas gefunden. Das entlastet von nichts.",
    only_findings: "Es gibt kritische Befunde zu Art. 5 der KI-Verordnung. Was verboten sein kann, wird nicht auf seinen \
                    Einsatz hin abgeschätzt: Es folgen nur die Befunde und keine Fragen.",
    not_looked_at: "Nicht betrachtet",
    defaults_are_written: "ob der Verfasser des Regimes eine Vorgabe geschrieben oder geschwiegen hat: ein Lauf schreibt \
                           jede Vorgabe aus, und OBS-1 nimmt sie für Schweigen (`vitropolis lint` liest die Datei selbst)",
    made_from: "Gemacht aus",
    about: ["Welt", "Regime", "Recht vom"],
    lines: "Zeilen",
    law: "Recht",
    source: "Quelle",
    would_change: "Es änderte sich durch",
    more_here: "{measure}: was zur Welt `{reference}` hinzukommt, sind {difference} mehr für die Gruppe `{group}` als für \
                alle",
    more: "{measure}: {difference} mehr als in der Welt `{reference}`",
    less: "{measure}: {difference} weniger als in der Welt `{reference}`",
    interval: "95 % Simulationsrauschen: {low} bis {high}",
    few_seeds: "Keine ist vom Zufall zu unterscheiden: der Lauf hat weniger als drei Saaten. Wiederholen Sie ihn mit \
                `--seeds 8`.",
    decimal: ',',
    harms: &[
        ("sanctioned", "sanktionierte Menschen"),
        ("erroneous", "Sanktionen, die auf einem Fehler oder einer Lüge beruhen"),
        ("rights_violating", "Sanktionen für den Gebrauch eines Rechts"),
        ("disproportionate", "unverhältnismäßige Sanktionen"),
        ("refused_bands", "Menschen in einer Stufe, der etwas verwehrt ist"),
        ("refusals", "Ablehnungen"),
        ("false_marks", "falsche Einträge"),
        ("employment", "Menschen in Arbeit"),
    ],
    units: |unit| match unit {
        Unit::Share => "Prozentpunkte",
        Unit::Days => "Tage",
        Unit::PerPersonYear => "je Person und Jahr",
        Unit::PerThousandYears => "je tausend Menschen und Jahr",
        Unit::Ratio => "-mal",
        Unit::Index => "als Maßzahl",
    },
};
