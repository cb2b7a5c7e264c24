use model::state::{Block, People};

fn main() {
    let people = People { work: vec![1] };
    let _ = Block { people };
}
