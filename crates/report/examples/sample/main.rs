//! Writes a report with made-up numbers to `target/sample-report.html`, to look at the page, and says how long it took;
//! then the same of as many worlds as are asked for: `cargo run -p report --example sample -- 12`.

mod made_up;

use std::path::PathBuf;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let worlds = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let mut run = worlds.map_or_else(|| made_up::run(4, 200_000), |worlds| made_up::run_of_many(4, 200_000, worlds));
    run.ablation = Some(made_up::ablation());
    let (started, page) = (Instant::now(), report::html(&run));
    let seconds = started.elapsed().as_secs_f64();
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into());
    let path = PathBuf::from(target).join("sample-report.html");
    std::fs::write(&path, &page)?;
    print!("{}", report::summary_table(&run));
    let (worlds, seeds, days) = (run.arms.len(), run.seeds.len(), run.days);
    println!("{worlds} worlds, {seeds} seeds, {days} days: {} bytes, made in {seconds:.2} s", page.len());
    println!("sample report with made-up numbers: {}", path.display());
    Ok(())
}
