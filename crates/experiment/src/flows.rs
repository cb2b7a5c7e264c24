//! Who moves from band to band: everybody's published band on a few evenings.
//!
//! In memory only, and forgotten with the seed; what leaves is how many people went from which band to which.

use engine::World;
use model::carry::{Carrier, Lost, one};
use report::Flow;

/// Steps between the evenings that are looked at.
const STEPS: u32 = 4;

/// The worlds of one seed as they are looked at.
pub(crate) struct Flows {
    evenings: Vec<u32>,
    arms: Vec<Looked>,
}

#[derive(Default)]
struct Looked {
    /// The day of the last look, and the band of each person on it.
    before: Option<(u32, Vec<u8>)>,
    flows: Vec<Flow>,
}

impl Flows {
    /// From the first evening of a run to its last.
    pub(crate) fn new(arms: usize, days: u32) -> Self {
        let mut evenings: Vec<u32> = (0..=STEPS).map(|step| (days - 1) * step / STEPS).collect();
        evenings.dedup();
        Self { evenings, arms: (0..arms).map(|_| Looked::default()).collect() }
    }

    /// Looks, if this is an evening to look at; worlds without a published score are passed over.
    pub(crate) fn add(&mut self, worlds: &[World], today: u32) {
        if !self.evenings.contains(&today) {
            return;
        }
        for (looked, world) in self.arms.iter_mut().zip(worlds) {
            let scoring = &world.rules_on(today as u16).scoring;
            if scoring.is_published() {
                looked.at(today, world.board().to_vec(), scoring.bands.len());
            }
        }
    }

    /// In the evening, after it was added.
    pub(crate) fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { evenings: _, arms } = self;
        for Looked { before, flows } in arms {
            let (day, mut board) = before.take().map_or((0, Vec::new()), |(day, board)| (day + 1, board));
            let mut day = day;
            one(carrier, "looked", &mut day)?;
            carrier.list("board", &mut board)?;
            *before = day.checked_sub(1).map(|day| (day, board));
            carry_flows(flows, carrier)?;
        }
        Ok(())
    }

    /// What was seen of an arm, which is forgotten here.
    pub(crate) fn of(&mut self, arm: usize) -> Vec<Flow> {
        std::mem::take(&mut self.arms[arm]).flows
    }
}

impl Looked {
    fn at(&mut self, today: u32, board: Vec<u8>, bands: usize) {
        if let Some((from, before)) = &self.before {
            // Other rules may have had more bands.
            let bands = before.iter().chain(&board).map(|band| usize::from(*band) + 1).fold(bands, usize::max);
            let mut people = vec![vec![0; bands]; bands];
            before.iter().zip(&board).for_each(|(from, to)| people[usize::from(*from)][usize::from(*to)] += 1);
            self.flows.push(Flow { from: *from, to: today, people });
        }
        self.before = Some((today, board));
    }
}

/// Flows on their way: the two days, how many bands, and the people, row by row.
pub(crate) fn carry_flows(flows: &mut Vec<Flow>, carrier: &mut impl Carrier) -> Result<(), Lost> {
    let mut count = flows.len() as u32;
    one(carrier, "flows", &mut count)?;
    flows.resize(count as usize, Flow { from: 0, to: 0, people: Vec::new() });
    for Flow { from, to, people } in flows {
        let mut head = [*from, *to, people.len() as u32];
        one(carrier, "flow", &mut head)?;
        let mut cells = people.concat();
        carrier.list("people", &mut cells)?;
        [*from, *to] = [head[0], head[1]];
        *people = cells.chunks(head[2].max(1) as usize).map(<[i64]>::to_vec).collect();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_where_they_came_from_and_where_they_went() {
        let mut looked = Looked::default();
        looked.at(0, vec![0, 1, 1, 2], 3);
        assert!(looked.flows.is_empty(), "one look is no movement");
        looked.at(7, vec![1, 1, 0, 2], 3);
        assert_eq!(looked.flows, [Flow { from: 0, to: 7, people: vec![vec![0, 1, 0], vec![1, 1, 0], vec![0, 0, 1]] }]);
    }

    #[test]
    fn a_short_run_is_looked_at_once_an_evening() {
        assert_eq!(Flows::new(1, 3).evenings, [0, 1, 2]);
        assert_eq!(Flows::new(1, 365).evenings, [0, 91, 182, 273, 364]);
    }
}
