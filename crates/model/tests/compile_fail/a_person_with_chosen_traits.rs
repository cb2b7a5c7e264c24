use model::population::Place;

fn describe(place: &mut Place) {
    place.age[0] = 47;
    place.bits[0] = 1;
    place.propensity[0] = 63;
}

fn main() {
    let _ = describe;
}
