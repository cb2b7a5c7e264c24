//! What a day did to people, counted: integers by group, so that the order of counting cannot matter.
//!
//! A *flow* counts what happened today; a *stock* counts how many are in a state tonight. Both are kept for every
//! group of [`groups`]; ratios, intervals and differences are made outside the model (`report`).

pub mod groups;
pub mod months;
pub mod moves;
pub mod outcomes;
pub mod own_acts;
pub mod score_parts;
pub mod spells;
pub mod ties;
pub mod trust;

/// Whether a measure counts events of the day or people in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Flow,
    Stock,
}

macro_rules! measures {
    ($($variant:ident $name:literal $sort:ident $unit:literal $text:literal;)*) => {
        /// One counter. The order is the order of the columns in `daily.parquet`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Measure { $($variant),* }

        impl Measure {
            pub const ALL: &'static [Measure] = &[$(Measure::$variant),*];
            /// Column name.
            pub const fn name(self) -> &'static str {
                match self { $(Measure::$variant => $name),* }
            }
            pub const fn sort(self) -> Sort {
                match self { $(Measure::$variant => Sort::$sort),* }
            }
            pub const fn unit(self) -> &'static str {
                match self { $(Measure::$variant => $unit),* }
            }
            /// What is counted, in a sentence.
            pub const fn text(self) -> &'static str {
                match self { $(Measure::$variant => $text),* }
            }
        }
    };
}

measures! {
    // conduct and speech
    Offences "offences" Flow "acts" "acts that break a law, seen or not";
    ScoredActs "scored_acts" Flow "acts" "acts that are scored and break no law, seen or not";
    GoodDeeds "good_deeds" Flow "acts" "good deeds done, seen or not";
    HiddenActs "hidden_acts" Flow "acts" "acts moved out of sight of cameras";
    Clips "clips" Flow "acts" "pressures that the city's ceiling cut off";
    SpeechOccasions "speech_occasions" Flow "occasions" "occasions to say something critical";
    SpeechDesired "speech_desired" Flow "65536ths of full dissent" "what people would have said";
    SpeechExpressed "speech_expressed" Flow "65536ths of full dissent" "what people said";
    Silenced "silenced" Flow "occasions" "occasions on which somebody wanted to pass the tolerance and did not";
    SilencedByOthers "silenced_by_others" Flow "occasions" "of them, on which somebody would have dared, had more others been heard";
    SilencedByExclusion "silenced_by_exclusion" Flow "occasions" "of them, on which somebody was shut out of the platform";
    NothingToPassOn "nothing_to_pass_on" Flow "occasions" "occasions to pass a word on, when none had been heard";
    PassedOn "passed_on" Flow "messages" "critical messages passed on";
    Deleted "deleted" Flow "messages" "critical messages deleted before others read them";
    Exclusions "exclusions" Flow "people" "people shut out of the chat platform";
    // marks, by hidden truth
    MarksOwn "marks_own" Flow "marks" "records of an own act outside speech";
    MarksSpeech "marks_speech" Flow "marks" "records of an own act of speech";
    MarksWrongPerson "marks_wrong_person" Flow "marks" "records of an act that somebody else did";
    MarksNoAct "marks_no_act" Flow "marks" "records of an act that nobody did";
    MarksMalice "marks_malice" Flow "marks" "records from a false tip";
    MarksKin "marks_kin" Flow "marks" "records against somebody for an act of kin";
    MarksWrongAmount "marks_wrong_amount" Flow "marks" "records of which the points are wrong; the surplus is booked on its own";
    MarksCamera "marks_camera" Flow "marks" "records made by cameras";
    Alarms "alarms" Flow "alarms" "alarms of the control room about people of the group";
    AlarmsFalse "alarms_false" Flow "alarms" "of them, without any act";
    AlarmsHandled "alarms_handled" Flow "alarms" "alarms that an operator looked at; the others are lost";
    AlarmsConfirmed "alarms_confirmed" Flow "alarms" "of those, confirmed by the operator";
    AlarmsConfirmedFalse "alarms_confirmed_false" Flow "alarms" "of those, without any act";
    Matches "matches" Flow "matches" "marks that cameras would make, before somebody looks at them; by the group of the person seen";
    MatchesSeen "matches_seen" Flow "matches" "of them, looked at";
    MatchesDropped "matches_dropped" Flow "matches" "of all, dropped";
    MatchesDroppedWrong "matches_dropped_wrong" Flow "matches" "of those, marks that would have been an error";
    MarksDiscovered "marks_discovered" Flow "marks" "records made by cameras and spot checks, which attention multiplies";
    Reports "reports" Flow "reports" "denunciations filed against people of the group";
    ReportsAccepted "reports_accepted" Flow "reports" "denunciations accepted by the office";
    ReportsPunished "reports_punished" Flow "reports" "rejected reports whose sender lost points, by the group of the accused";
    ReportsPunishedWrongly "reports_punished_wrongly" Flow "reports" "of them, reports that were true";
    PointsLost "points_lost" Flow "hundredths of a point" "points taken by marks";
    PointsLostWrongly "points_lost_wrongly" Flow "hundredths of a point" "points taken by marks that would not exist but for an error";
    PointsGained "points_gained" Flow "hundredths of a point" "points earned";
    PointsBought "points_bought" Flow "hundredths of a point" "points bought for money, where a regime sells them";
    // sanctions
    Fines "fines" Flow "fines" "ordinary fines";
    FinesErroneous "fines_erroneous" Flow "fines" "fines on a mark that would not exist but for an error";
    FinesRights "fines_rights" Flow "fines" "fines for speech or for an act of kin";
    Applications "applications" Flow "applications" "applications at gates that look people up";
    Refusals "refusals" Flow "refusals" "applications refused because of the record, not on their merits";
    RefusalsErroneous "refusals_erroneous" Flow "refusals" "refusals that would not have come without erroneous marks";
    RefusalsRights "refusals_rights" Flow "refusals" "of the others, refusals that would not have come without marks for speech or kin, or that go by the record of kin";
    RefusalsListed "refusals_listed" Flow "refusals" "refusals of people on a list, whatever their band";
    RefusedJobs "refused_jobs" Flow "refusals" "refused applications for work";
    RefusedLoans "refused_loans" Flow "refusals" "refused loans";
    RefusedSchools "refused_schools" Flow "refusals" "refused school places, by the guardian's record";
    RefusedJourneys "refused_journeys" Flow "refusals" "refused trains, flights and foreign journeys";
    Surcharges "surcharges" Flow "applications" "applications that cost more because of the record";
    PricePaid "price_paid" Flow "hundredths of the usual price" "what surcharges came to";
    Delays "delays" Flow "applications" "applications that wait because of the record";
    DelaysErroneous "delays_erroneous" Flow "applications" "of them, that would not wait without erroneous marks";
    DelaysRights "delays_rights" Flow "applications" "of the others, that would not wait without marks for speech or kin, or that go by the record of kin";
    DelayDays "delay_days" Flow "days" "days that they wait, summed";
    Perks "perks" Flow "applications" "perks given for a high band";
    LookUps "look_ups" Flow "look-ups" "times an institution looked somebody's record up";
    LookUpsBank "look_ups_bank" Flow "look-ups" "of them, by the bank";
    LookUpsEmployers "look_ups_employers" Flow "look-ups" "of them, by employers";
    LookUpsSchools "look_ups_schools" Flow "look-ups" "of them, by schools, of the child's guardian";
    LookUpsCarriers "look_ups_carriers" Flow "look-ups" "of them, by railway, airline and for foreign journeys";
    LookUpsPlatform "look_ups_platform" Flow "look-ups" "of them, by the shopping platform";
    LookUpsOthers "look_ups_others" Flow "look-ups" "of them, by landlords, insurers and the offices for permits, vouchers and benefits";
    // selection by attributes
    SelectionCases "selection_cases" Flow "cases" "people whose attributes were added up";
    SelectionFlags "selection_flags" Flow "cases" "of them, singled out by the sum";
    SelectionFlagsTrue "selection_flags_true" Flow "cases" "of those, with a true error";
    SelectionDrawn "selection_drawn" Flow "cases" "cases drawn by lot, whatever the sum";
    SelectionDrawnTrue "selection_drawn_true" Flow "cases" "of those, with a true error";
    SelectionFindings "selection_findings" Flow "findings" "checks that found an error, true or not";
    SelectionFindingsFalse "selection_findings_false" Flow "findings" "of them, where there was none";
    FalseDebt "false_debt" Flow "hundredths of money" "debts raised by averaging against people without an error";
    // first times: people
    NewlySanctioned "newly_sanctioned" Flow "people" "first time fined, checked or claimed back from after a selection, refused or delayed, or in a band or on a list that is refused";
    NewlyErroneous "newly_erroneous" Flow "people" "first erroneous sanction";
    NewlyRights "newly_rights" Flow "people" "first rights-violating sanction";
    NewlyDisproportionate "newly_disproportionate" Flow "people" "sanctions first passed the stated multiple of the acts' severity";
    // putting it right
    AppealsFiled "appeals_filed" Flow "appeals" "appeals filed";
    AppealsFiledWrong "appeals_filed_wrong" Flow "appeals" "appeals filed against a wrong mark";
    AppealsGranted "appeals_granted" Flow "appeals" "appeals granted";
    AppealsGrantedWrong "appeals_granted_wrong" Flow "appeals" "appeals granted against a wrong mark";
    CorrectionDays "correction_days" Flow "days" "days from a wrong mark to its correction, summed over corrections";
    FinesPaidBack "fines_paid_back" Flow "fines" "fines that a granted appeal paid back";
    // ties and ratings
    TiesDropped "ties_dropped" Flow "ties" "ties dropped because of a lower band";
    Ratings "ratings" Flow "ratings" "ratings given after encounters";
    // stocks
    People "people" Stock "people" "people of the group";
    Sanctioned "sanctioned" Stock "people" "people in a band, or on a list, that an institution refuses";
    SanctionedErroneous "sanctioned_erroneous" Stock "people" "of them, who would not be there without erroneous marks";
    SanctionedRights "sanctioned_rights" Stock "people" "of the others of them, who would not be there without marks for speech or kin";
    Listed "listed" Stock "people" "people on a list that an institution refuses";
    ScoreSum "score_sum" Stock "hundredths of a point" "sum of the scores";
    Employed "employed" Stock "people" "people with work";
    Unemployed "unemployed" Stock "people" "people of working age who look for work";
    Arrears "arrears" Stock "people" "people behind with payments";
    Legitimacy "legitimacy" Stock "65535ths" "sum of the belief that the regime is fair";
    Excluded "excluded" Stock "people" "people who are shut out of the chat platform";
    Approving "approving" Stock "people" "people who find the regime more fair than not";
    AppealsWaiting "appeals_waiting" Stock "appeals" "appeals not decided";
}

impl Measure {
    pub const COUNT: usize = Measure::ALL.len();
    /// How many flows there are; they come before the stocks.
    pub const FLOWS: usize = {
        let mut flows = 0;
        let mut at = 0;
        while at < Self::COUNT {
            if matches!(Self::ALL[at].sort(), Sort::Flow) {
                assert!(at == flows, "flows come before stocks");
                flows += 1;
            }
            at += 1;
        }
        flows
    };
}

pub mod sanctions;

use crate::day::{Setting, Stage};
use crate::mechanisms::response;
use crate::population::{City, Place};
use crate::state::{Block, work};

/// Letters of the day have been read.
pub(crate) const INBOX_READ: Stage = Stage { name: "inbox read", run: |_, _, block| block.inbox.clear() };
/// Flows start from nothing; stocks stay.
pub(crate) const NEW_DAY: Stage = Stage { name: "new day", run: new_day };

fn new_day(_: &Setting, _: &Place, block: &mut Block) {
    let today = &mut block.today;
    today.voices.clear();
    today.lessons.clear();
    today.copied.clear();
    today.moved = Vec::new();
    block.counts.begin_a_day();
}

/// Counts the stocks of the first evening.
pub(crate) fn begin(city: &City, rules: &crate::Rules, place: &Place, block: &mut Block) {
    sanctions::recount(city, rules, place, block);
    for slot in 0..place.len() {
        let people = &block.people;
        let stocks = [
            (Measure::People, 1),
            (Measure::Employed, i64::from(people.work[slot] == work::EMPLOYED)),
            (Measure::Unemployed, i64::from(people.work[slot] == work::LOOKING)),
            (Measure::Arrears, i64::from(people.bonds[slot].arrears > 0)),
            (Measure::ScoreSum, i64::from(people.accounts[slot].score)),
            (Measure::Legitimacy, i64::from(people.minds[slot].legitimacy)),
            (
                Measure::Approving,
                i64::from(response::approves(city.seed, place.person(slot), people.minds[slot].legitimacy)),
            ),
        ];
        for (measure, n) in stocks {
            block.counts.add(place, slot, &city.groups, measure, n);
        }
    }
}
