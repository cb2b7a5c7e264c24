//! Writes a report with made-up numbers to `target/sample-report.html`, to look at the page.

mod made_up;

fn main() -> std::io::Result<()> {
    let mut run = made_up::run(4, 200_000);
    run.ablation = Some(made_up::ablation());
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into());
    let path = std::path::Path::new(&target).join("sample-report.html");
    std::fs::write(&path, report::html(&run))?;
    print!("{}", report::summary_table(&run));
    println!("sample report with made-up numbers: {}", path.display());
    Ok(())
}
