//! Many at once: plain loops over whole numbers, compiled for the widest registers of the machine at hand.
//!
//! A loop that treats every element alike gives the same bits whatever the width: this is speed and nothing else.

use pulp::{Arch, NullaryFnOnce};

/// A loop. Its `run`, and whatever that calls, is marked `#[inline(always)]`: else it is compiled for narrow registers.
pub(crate) trait Loop {
    fn run(self);
}

struct Wide<L>(L);

impl<L: Loop> NullaryFnOnce for Wide<L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.0.run();
    }
}

/// Runs a loop with the widest registers that there are.
#[inline]
pub(crate) fn run(work: impl Loop) {
    Arch::new().dispatch(Wide(work));
}
