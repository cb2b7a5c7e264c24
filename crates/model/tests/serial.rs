//! The plainest engine: one thread, one block after the other. Enough for tests of the model alone.

use model::day::{self, Commons, Setting, Stage, Verbs};
use model::population::Place;
use model::small_town::Town;
use model::state::Block;
use model::{City, Record, Rules};

pub(crate) struct Serial<'a> {
    pub(crate) city: &'a City,
    pub(crate) rules: Rules,
    pub(crate) blocks: Vec<Block>,
    pub(crate) commons: Commons,
}

impl<'a> Serial<'a> {
    pub(crate) fn new(town: &Town, city: &'a City) -> Self {
        let rules = Rules::new(&town.city, city, &town.regime);
        let blocks = city.places.iter().map(|place| day::first_evening(city, &rules, place)).collect();
        Self { city, blocks, commons: Commons::new(city, &rules), rules }
    }

    pub(crate) fn live(&mut self, today: u16) -> Record {
        let rules = self.rules.clone();
        day::live(self, &rules, today)
    }

    /// Every person with the block and the slot, in order.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = (&Place, &Block, usize)> {
        let blocks = self.city.places.iter().zip(&self.blocks);
        blocks.flat_map(|(place, block)| (0..place.len()).map(move |slot| (place, block, slot)))
    }
}

impl Verbs for Serial<'_> {
    fn city(&self) -> &City {
        self.city
    }
    fn commons(&mut self) -> &mut Commons {
        &mut self.commons
    }
    fn each(&mut self, rules: &Rules, today: u16, stages: &[Stage]) {
        let setting = Setting { city: self.city, rules, commons: &self.commons, today };
        for stage in stages {
            for (place, block) in self.city.places.iter().zip(&mut self.blocks) {
                (stage.run)(&setting, place, block);
            }
        }
    }
    fn deliver(&mut self) {
        let posts: Vec<_> = self.blocks.iter_mut().flat_map(|block| std::mem::take(&mut block.outbox)).collect();
        for post in posts {
            self.blocks[self.city.block_of(post.to)].inbox.push(post);
        }
        self.blocks.iter_mut().for_each(|block| block.inbox.sort_unstable());
    }
    fn tally(&mut self, bins: usize, count: &(dyn Fn(&Place, &Block, &mut [i64]) + Sync)) -> Vec<i64> {
        let mut sum = vec![0; bins];
        self.city.places.iter().zip(&self.blocks).for_each(|(place, block)| count(place, block, &mut sum));
        sum
    }
    fn publish(&mut self) {
        let Self { city, blocks, commons, .. } = self;
        for mut board in commons.boards(city) {
            let of_district = city.blocks_of(board.district());
            let blocks = city.places[of_district.clone()].iter().zip(&blocks[of_district]);
            blocks.for_each(|(place, block)| board.publish(place, block));
        }
    }
}
