//! The synthetic city by cells of neighbours, as it stood on the last evening of the first seed: an aggregate, whose
//! cells are never smaller than the run's least.

/// One layer of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub key: &'static str,
    /// By world, then by cell; none where there is nothing to say.
    pub worlds: Vec<Vec<Option<f64>>>,
}

/// Cells, and what is known of each in every world.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// District of each cell, by its place among the city's.
    pub districts: Vec<u8>,
    pub people: Vec<u32>,
    pub layers: Vec<Layer>,
}

impl Map {
    /// By cell; empty where there is no such layer.
    pub(crate) fn values(&self, arm: usize, layer: &str) -> &[Option<f64>] {
        self.layers.iter().find(|one| one.key == layer).map_or(&[], |one| &one.worlds[arm])
    }
}
