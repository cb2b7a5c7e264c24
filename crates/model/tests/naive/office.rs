//! Who is singled out by attributes, by sorting everybody; and what a check then finds.

use super::{Entry, Letter, Naive, Word};
use model::chance::{Purpose, below};
use model::fixed;
use model::measures::Measure;
use model::mechanisms::{inspection, scoring};
use model::parameters::{AGE_GROUPS, INCOMES, RESIDENCES, SEXES};
use model::state::{AS_BOOKED, STANDINGS, Truth, WITHOUT_RIGHTS};
use std::cmp::Reverse;

/// A place in the ranking: the highest sum first, then the lottery.
type Rank = (Reverse<i64>, u32, u32);

impl Naive<'_> {
    /// Nobody, unless today is a day of selection.
    pub(super) fn select(&mut self) {
        let count = |path: &str| self.town.regime.count(path);
        let (first, every) = (count("selection.first_day"), count("selection.every_days"));
        let day = u32::from(self.today.day);
        if !self.flag("selection.enabled") || day < first || (day - first) % every != 0 {
            return;
        }
        let ages = count("selection.from_age")..=count("selection.to_age");
        let claims = self.town.city.probability("selection.claims_share");
        let has_case = |person: &u32| {
            let about = model::chance::About { who: *person, other: 0, day: 0, purpose: Purpose::Claim };
            claims.hit(self.city.seed.draw(about, 0)[0]) && ages.contains(&u32::from(self.age(*person)))
        };
        let cases: Vec<u32> = (0..self.city.people).filter(has_case).collect();
        let mut ranking: Vec<Rank> = cases.iter().map(|person| self.rank(*person, AS_BOOKED)).collect();
        ranking.sort();
        let share = self.town.regime.probability("selection.top_share").raw();
        let places = (u128::from(share) * cases.len() as u128) >> 32;
        let last = (places > 0).then(|| ranking[places as usize - 1]);
        // What a check brings changes no place in the ranking of today.
        let bars: Vec<[bool; STANDINGS]> =
            cases.iter().map(|person| std::array::from_fn(|standing| self.passes(*person, standing, last))).collect();
        for (person, passes) in cases.into_iter().zip(bars) {
            self.count(person, Measure::SelectionCases, 1);
            let by_lot = self.town.regime.probability("selection.random_share");
            let by_lot = by_lot.hit(self.words(person, 0, Purpose::Selection)[1]);
            if passes[AS_BOOKED] || by_lot {
                let [flagged, clean, lawful] = passes;
                // Whom the lot draws would be here without any mark.
                let wrongs = if by_lot { [false; 2] } else { [!clean, clean && !lawful] };
                self.inspect(person, flagged, by_lot, wrongs);
            }
        }
    }

    fn passes(&self, person: u32, standing: usize, last: Option<Rank>) -> bool {
        match self.town.regime.text("selection.by").expect("a rule") {
            "top share" => last.is_some_and(|last| self.rank(person, standing) <= last),
            "threshold" => self.sum(person, standing) >= i64::from(self.town.regime.points("selection.threshold")),
            _ => true,
        }
    }
    fn rank(&self, person: u32, standing: usize) -> Rank {
        (Reverse(self.sum(person, standing)), self.words(person, 0, Purpose::Selection)[0], person)
    }

    /// The sum of all inputs, read from the file.
    fn sum(&self, person: u32, standing: usize) -> i64 {
        let of_input = |name: &String| {
            let text = |key: &str| self.town.regime.text(&format!("input.{name}.{key}"));
            let amount = |person: u32| self.amount(person, standing, text("about").expect("about"), text("value"));
            let others = || self.household(person).into_iter().filter(|other| *other != person);
            let x = match text("whose").expect("whose") {
                "person" => amount(person),
                _ if standing == WITHOUT_RIGHTS => 0,
                "spouse" | "parent" => self.guardian(person).map_or(0, amount),
                "household" => others().map(amount).max().unwrap_or(0),
                _ => 0,
            };
            i64::from(self.town.regime.points(&format!("input.{name}.weight"))) * x
        };
        self.town.regime.names("input").iter().map(of_input).sum()
    }

    fn amount(&self, person: u32, standing: usize, about: &str, value: Option<&str>) -> i64 {
        let (place, slot) = self.place(person);
        let group = AGE_GROUPS[usize::from(place.age(slot) / 10).min(7)];
        let district = &self.city.districts[usize::from(place.district())].name;
        let face = &self.town.city.names("margin.appearance")[place.appearance(slot)];
        let citizen = &self.citizens[person as usize];
        let in_force = |entry: &&Entry| {
            let bad = !self.city.catalogue.behaviours[usize::from(entry.behaviour)].role.is_good();
            let bad = bad && entry.truth != Truth::WrongAmount;
            bad && !(entry.suspended || entry.lifted || entry.expired) && scoring::counts_in(standing, entry.truth)
        };
        match (about, value) {
            ("age", None) => i64::from(place.age(slot)),
            ("income", None) => place.income(slot) as i64,
            ("conduct", None) => citizen.entries.iter().filter(in_force).count() as i64,
            ("debts", None) => i64::from(citizen.arrears),
            ("age", value) => i64::from(value == Some(group)),
            ("sex", value) => i64::from(value == Some(SEXES[place.sex(slot)])),
            ("residence", value) => i64::from(value == Some(RESIDENCES[place.residence(slot)])),
            ("income", value) => i64::from(value == Some(INCOMES[place.income(slot)])),
            ("district", value) => i64::from(value == Some(district.as_str())),
            ("appearance", value) => i64::from(value == Some(face.as_str())),
            _ => 0,
        }
    }

    fn inspect(&mut self, person: u32, flagged: bool, by_lot: bool, [erroneous, rights]: [bool; 2]) {
        let (place, slot) = self.place(person);
        let (rules, regime) = (&self.rules.inspection, &self.town.regime);
        let [female, migrant, poor] = [place.sex(slot) == 1, place.residence(slot) == 1, place.income(slot) < 2];
        let chance = inspection::chance_of_error(&rules.true_errors, female, migrant, poor);
        let is_true = chance.hit(self.words(person, 0, Purpose::TrueError)[0]);
        let found = inspection::finds(rules, is_true, flagged, self.words(person, 0, Purpose::Inspection)[0]);
        let debt = regime.flag("selection.averaging").then(|| {
            let averaging = inspection::Averaging {
                free: i64::from(regime.points("selection.free_area")),
                taper: i64::from(regime.points("selection.taper")),
            };
            inspection::averaged_debt(&self.pay(person), averaging)
        });
        self.count(person, Measure::SelectionFlags, i64::from(flagged));
        self.count(person, Measure::SelectionDrawn, i64::from(by_lot));
        self.count(person, Measure::SelectionFlagsTrue, i64::from(flagged && is_true));
        self.count(person, Measure::SelectionDrawnTrue, i64::from(by_lot && is_true));
        self.sanction(person, regime.count("selection.inspection_severity"), erroneous, rights);
        if found && (is_true || debt != Some(0)) {
            self.claim(person, is_true, debt.unwrap_or(0));
        }
    }

    fn pay(&self, person: u32) -> [i64; 26] {
        let (city, (place, slot)) = (&self.town.city, self.place(person));
        let wage = fixed::pay_by_class(city.real("pay.per_fortnight"), city.real("pay.class_step"))[place.income(slot)];
        let [fewest, most] = ["fewest", "most"].map(|end| city.count(&format!("pay.{end}_fortnights")));
        let about = model::chance::About { who: person, other: 0, day: self.today.day / 365, purpose: Purpose::Pay };
        let worked = fewest + below(self.city.seed.draw(about, 0)[0], most - fewest + 1);
        let mut pay = [0; 26];
        pay[..worked as usize].fill(wage);
        pay
    }

    fn claim(&mut self, person: u32, is_true: bool, debt: i64) {
        let regime = &self.town.regime;
        let consequence = regime.text("selection.consequence").expect("a consequence").to_owned();
        let act = regime.text("selection.act").map(str::to_owned);
        self.count(person, Measure::SelectionFindings, 1);
        if !is_true {
            self.count(person, Measure::SelectionFindingsFalse, 1);
            self.count(person, Measure::FalseDebt, debt);
        }
        if consequence != "inspection only" {
            let weight = regime.count("selection.severity") * regime.count("selection.lasts_days");
            self.sanction(person, weight, !is_true, false);
        }
        if consequence == "repayment" {
            let months = self.town.regime.count("selection.debt_months");
            let citizen = self.citizen(person);
            citizen.arrears = (u32::from(citizen.arrears) + months).min(255) as u8;
        }
        let Some(act) = act else { return };
        self.letters.push(Letter {
            to: person,
            word: Word::Mark,
            behaviour: self.city.catalogue.number(&act).expect("an act of the catalogue"),
            truth: if is_true { Truth::Own } else { Truth::NoAct },
            channel: inspection::OFFICE,
            from: person,
            points: self.town.regime.points(&format!("points.{act}")),
            filed: 0,
        });
    }

    pub(super) fn give_back(&mut self, person: u32) {
        if self.town.regime.text("selection.consequence") == Some("repayment") {
            let months = self.town.regime.count("selection.debt_months");
            let citizen = self.citizen(person);
            citizen.arrears = u32::from(citizen.arrears).saturating_sub(months) as u8;
        }
    }
}
