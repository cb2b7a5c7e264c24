use model::population::Place;

fn main() {
    let _ = Place { district: 0, first: 0, age: vec![47] };
    let _ = Place::default();
}
