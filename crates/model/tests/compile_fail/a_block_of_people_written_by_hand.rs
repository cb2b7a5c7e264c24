use model::state::{Block, People};

fn main() {
    let people = People { score: vec![100_000] };
    let _ = Block { people };
}
