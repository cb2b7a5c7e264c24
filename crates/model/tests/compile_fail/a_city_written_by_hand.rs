use model::{City, Plan};

fn main() {
    let _ = City { people: 1, districts: Vec::new() };
    let _ = Plan { people: 1 };
}
