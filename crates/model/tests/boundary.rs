//! What the crate cannot do: take a person from outside, read a table of persons, score somebody described.

use std::path::{Path, PathBuf};
use syn::visit::Visit;

#[test]
fn a_person_a_place_and_a_city_come_from_the_generator_alone() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

#[test]
fn no_crate_of_the_core_can_read_or_write_people_as_data() {
    for name in ["model", "engine"] {
        let manifest = std::fs::read_to_string(workspace().join(format!("crates/{name}/Cargo.toml"))).unwrap();
        for reader in ["serde", "csv", "parquet", "arrow", "toml =", "postcard", "bincode"] {
            assert!(!manifest.contains(reader), "{name} depends on {reader}");
        }
    }
}

/// Property 7: the adaptive authority says how much was silenced, and never by which setting; only the table of published
/// cases may call it.
#[test]
fn the_adaptive_authority_is_met_in_docking_tests_alone_and_tells_no_setting() {
    let told: Vec<String> = public("model").items.into_iter().filter(|item| item.contains("::adaptive::")).collect();
    let allowed = [
        "fn model::adaptive::Crowd::drawn",
        "fn model::adaptive::Trial::begin",
        "fn model::adaptive::Trial::round",
        "struct model::adaptive::Crowd",
        "struct model::adaptive::Silence",
        "struct model::adaptive::Trial",
    ];
    assert_eq!(told, allowed);
    let source = std::fs::read_to_string(workspace().join("crates/model/src/adaptive.rs")).unwrap();
    let trial = source.split("pub struct Trial").next().unwrap();
    assert!(trial.trim_end().ends_with("against a crowd."), "a trial derives nothing: it cannot be printed or copied");
    for (path, text) in sources() {
        let may = ["model/src/adaptive.rs", "model/src/lib.rs"].iter().any(|file| path.ends_with(file));
        assert!(may || path.contains("/validation/") || !text.contains("adaptive::"), "{path} calls it");
    }
}

/// Every source of the crates but their tests.
fn sources() -> Vec<(String, String)> {
    let (mut folders, mut found) = (vec![workspace().join("crates")], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("tests") && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// A public function: where it stands, and its signature.
struct Function {
    path: String,
    signature: syn::Signature,
}

/// Everything public in one file.
#[derive(Default)]
struct Public {
    within: Vec<String>,
    items: Vec<String>,
    functions: Vec<Function>,
}

impl Public {
    fn path(&self, name: &dyn std::fmt::Display) -> String {
        self.within.iter().cloned().chain([name.to_string()]).collect::<Vec<_>>().join("::")
    }
    fn item(&mut self, visible: &syn::Visibility, kind: &str, name: &syn::Ident) {
        if matches!(visible, syn::Visibility::Public(_)) {
            let line = format!("{kind} {}", self.path(name));
            self.items.push(line);
        }
    }
    fn function(&mut self, visible: &syn::Visibility, signature: &syn::Signature) {
        if matches!(visible, syn::Visibility::Public(_)) {
            let path = self.path(&signature.ident);
            self.items.push(format!("fn {path}"));
            self.functions.push(Function { path, signature: signature.clone() });
        }
    }
}

impl Visit<'_> for Public {
    fn visit_item_mod(&mut self, module: &syn::ItemMod) {
        let tests = module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
        if let Some((_, items)) = module.content.as_ref().filter(|_| !tests) {
            self.within.push(module.ident.to_string());
            items.iter().for_each(|item| self.visit_item(item));
            self.within.pop();
        }
    }
    fn visit_item_fn(&mut self, function: &syn::ItemFn) {
        self.function(&function.vis, &function.sig);
    }
    fn visit_item_impl(&mut self, block: &syn::ItemImpl) {
        let syn::Type::Path(of) = &*block.self_ty else { return };
        let name = of.path.segments.last().map(|segment| segment.ident.to_string());
        self.within.extend(name);
        for item in &block.items {
            if let syn::ImplItem::Fn(function) = item {
                self.function(&function.vis, &function.sig);
            }
        }
        self.within.pop();
    }
    fn visit_item_trait(&mut self, item: &syn::ItemTrait) {
        self.item(&item.vis, "trait", &item.ident);
        self.within.push(item.ident.to_string());
        for entry in &item.items {
            if let syn::TraitItem::Fn(function) = entry {
                self.function(&item.vis, &function.sig);
            }
        }
        self.within.pop();
    }
    fn visit_item_struct(&mut self, item: &syn::ItemStruct) {
        self.item(&item.vis, "struct", &item.ident);
    }
    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        self.item(&item.vis, "enum", &item.ident);
    }
    fn visit_item_type(&mut self, item: &syn::ItemType) {
        self.item(&item.vis, "type", &item.ident);
    }
    fn visit_item_const(&mut self, item: &syn::ItemConst) {
        self.item(&item.vis, "const", &item.ident);
    }
}

/// The public items of a crate, by module; everything that a macro writes is left out.
fn public(krate: &str) -> Public {
    let source = workspace().join("crates").join(krate).join("src");
    let mut files = vec![source.clone()];
    let mut all = Public::default();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let module = path.strip_prefix(&source).unwrap().with_extension("");
        let names = module.iter().map(|part| part.to_string_lossy().into_owned());
        let names = names.filter(|name| !["lib", "main", "mod"].contains(&name.as_str()));
        all.within = std::iter::once(krate.to_owned()).chain(names).collect();
        let text = std::fs::read_to_string(&path).unwrap();
        all.visit_file(&syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
    }
    all.items.sort();
    all.items.dedup();
    all
}

/// Every crate of the laboratory. What Python sees of the last one is in `docs/public-api/python.txt`.
const CRATES: [&str; 10] = [
    "model",
    "engine",
    "scenario",
    "lint",
    "report",
    "experiment",
    "validation",
    "observatory",
    "vitropolis",
    "vitropolis-python",
];

/// Rewritten with `UPDATE=1 cargo test -p model`; a changed snapshot is read by a person before it is committed.
#[test]
fn the_public_api_is_the_one_that_was_agreed() {
    for krate in CRATES {
        let snapshot = workspace().join("docs/public-api").join(format!("{krate}.txt"));
        let now = public(krate).items.join("\n") + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(snapshot.parent().unwrap()).unwrap();
            std::fs::write(&snapshot, &now).unwrap();
        }
        let agreed = std::fs::read_to_string(&snapshot).unwrap_or_default();
        let (old, new): (Vec<&str>, Vec<&str>) = (agreed.lines().collect(), now.lines().collect());
        let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
        let come: Vec<_> = new.iter().filter(|line| !old.contains(line)).collect();
        assert!(
            gone.is_empty() && come.is_empty(),
            "the public API of {krate} changed; read boundary.md, then run with UPDATE=1\n new: {come:#?}\n gone: {gone:#?}"
        );
    }
}

/// What a caller could use to describe somebody: words, numbers of a life, tables, or anything that decodes them.
fn describes_a_person(signature: &syn::Signature) -> bool {
    let inputs: Vec<String> = signature.inputs.iter().map(|input| quote::quote!(#input).to_string()).collect();
    let words = ["age :", "sex :", "income :", "residence :", "traits :", "person_record", "Person", "profile"];
    inputs.iter().any(|input| words.iter().any(|word| input.contains(word)))
}

/// What a score is called.
fn answers_with_a_score(function: &Function) -> bool {
    let output = &function.signature.output;
    let name = function.path.rsplit("::").next().unwrap_or_default();
    let says = |word: &str| name.contains(word) || quote::quote!(#output).to_string().to_lowercase().contains(word);
    ["score", "standing", "band"].into_iter().any(says)
}

#[test]
fn no_public_function_takes_a_description_of_a_person_and_returns_a_score() {
    for krate in CRATES {
        for function in &public(krate).functions {
            let both = describes_a_person(&function.signature) && answers_with_a_score(function);
            assert!(!both, "`{}` looks like a score for somebody described", function.path);
        }
    }
    let planted: syn::Signature = syn::parse_str("fn score_of(age: u8, income: u32) -> i32").unwrap();
    let planted = Function { path: "model::score_of".into(), signature: planted };
    assert!(describes_a_person(&planted.signature) && answers_with_a_score(&planted), "the check itself is blind");
}
