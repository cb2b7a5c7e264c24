//! What an arm may do to its regime: turn a knob, take a name away, add a channel.

use crate::broken::sound_city;
use scenario::{Errors, Experiment, load_experiment, load_regime};

/// The sound experiment of the fixtures with more keys for its last arm.
fn with(more: &str) -> Result<Experiment, Errors> {
    let folder = tempfile::tempdir().expect("a folder");
    let fixtures = std::env::current_dir().expect("a folder").join("tests/fixtures");
    let text = std::fs::read_to_string(fixtures.join("experiment.toml")).expect("a fixture");
    let text = text.split("[[arm.change]]").next().expect("a text").replace("../fixtures", &fixtures.to_string_lossy());
    let path = folder.path().join("experiment.toml");
    std::fs::write(&path, text + more).expect("written");
    load_experiment(&path)
}

#[test]
fn an_arm_can_add_a_channel_a_gate_an_input_and_a_flow() {
    let experiment = with(
        "set.\"channel.drone.kind\" = \"camera\"\nset.\"channel.drone.behaviours\" = [\"litter\"]\n\
         set.\"gate.school.context\" = \"education\"\nset.\"gate.school.refuse_up_to\" = \"low\"\n\
         set.input.age = { about = \"age\", origin = \"benefits\" }\n\
         set.\"flow.sold.origin\" = \"traffic\"\nset.\"flow.sold.effect\" = \"insurance\"\n",
    );
    let experiment = experiment.unwrap_or_else(|errors| panic!("{errors}"));
    let [plain, adding] = experiment.arms.as_slice() else { panic!("two arms") };
    assert_eq!(adding.regime.names("channel"), ["camera", "chat", "spot", "drone"]);
    assert_eq!(adding.regime.names("gate"), ["bank", "school"]);
    assert_eq!(
        (adding.regime.names("input"), adding.regime.names("flow")),
        (&["age".into()][..], &["sold".into()][..])
    );
    assert_eq!(adding.regime.real("channel.drone.sensitivity"), 0.5, "the default");
    assert_eq!(plain.regime.names("channel"), ["camera", "chat"]);
    let again = Experiment::from_lock(&experiment.lock()).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(experiment == again);
}

#[test]
fn none_takes_a_name_away_that_the_regime_gives() {
    let experiment = with("set.\"gate.bank.refuse_up_to\" = \"none\"\n").unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(experiment.arms[0].regime.text("gate.bank.refuse_up_to"), Some("low"));
    assert_eq!(experiment.arms[1].regime.text("gate.bank.refuse_up_to"), None);
}

#[test]
fn none_takes_away_what_an_extended_regime_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    let regime = std::fs::read_to_string("tests/fixtures/regime.toml").expect("a fixture");
    write("regime.toml", &(regime + "\n[policy]\ncontext = \"credit\"\n"));
    let child = "name = \"child\"\nextends = \"regime\"\n\
                 [gate.bank]\nrefuse_up_to = \"none\"\n[policy]\ncontext = \"none\"\n";
    write("child.toml", child);
    let (city, catalogue) = sound_city();
    let load = |name: &str| load_regime(&folder.path().join(name), &city, &catalogue).expect("sound");
    let (parent, child) = (load("regime.toml"), load("child.toml"));
    for (path, word) in [("gate.bank.refuse_up_to", "low"), ("policy.context", "credit")] {
        assert_eq!((parent.text(path), child.text(path)), (Some(word), None));
    }
}
