//! The people of one block and world followed from evening to evening, in memory only.
//!
//! Each part is one file of the model's measures; here they are kept together. Nothing that is kept is about the regime's
//! own knowledge: observing changes no draw.

use engine::World;
use model::carry::{Carrier, Lost};
use model::measures::months::Months;
use model::measures::moves::Moves;
use model::measures::own_acts::OwnActs;
use model::measures::spells::{LowestBand, Wronged};

pub(crate) struct Diary {
    pub(crate) wronged: Wronged,
    pub(crate) lowest: LowestBand,
    pub(crate) acts: OwnActs,
    pub(crate) months: Months,
    pub(crate) moves: Moves,
}

impl Diary {
    /// Before the first day.
    pub(crate) fn new(world: &World, block: usize) -> Self {
        let place = &world.city().places[block];
        Self {
            wronged: Wronged::new(place),
            lowest: LowestBand::new(place, bands(world, block)),
            acts: OwnActs::new(place),
            months: Months::new(place, &world.city().groups),
            moves: Moves::default(),
        }
    }

    /// Adds an evening, after the day was lived.
    pub(crate) fn add(&mut self, world: &World, block: usize, today: u16) {
        let (city, rules) = (world.city(), world.rules_on(today));
        let (place, state) = (&city.places[block], &world.blocks()[block]);
        self.wronged.add(state, today);
        self.acts.add(city, rules, state);
        self.months.add(city, rules, place, state, today);
        if rules.scoring.is_published() {
            self.lowest.add(bands(world, block), today);
            self.moves.add(state, today);
        }
    }

    /// In the evening, after the day has been added.
    pub(crate) fn carry(&mut self, carrier: &mut impl Carrier) -> Result<(), Lost> {
        let Self { wronged, lowest, acts, months, moves } = self;
        wronged.carry(carrier)?;
        lowest.carry(carrier)?;
        acts.carry(carrier)?;
        months.carry(carrier)?;
        moves.carry(carrier)
    }
}

/// The published bands of a block.
fn bands(world: &World, block: usize) -> &[u8] {
    let place = &world.city().places[block];
    &world.board()[place.first() as usize..][..place.len()]
}
