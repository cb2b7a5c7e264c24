//! Data: what lies beside the page, how it is read, and how the run is made again.

use super::Room;
use super::section::{Block, Section};
use super::words::{Words, escape};
use crate::{Mark, Run};

const FILES: [&str; 9] = [
    "data.daily",
    "data.bands",
    "data.effects",
    "data.measures",
    "data.tallies",
    "data.draws",
    "data.summary",
    "data.digests",
    "data.lock",
];

const RECIPES: &str = "\
# DuckDB
SELECT arm, day, avg(refusals) FROM 'what/daily.parquet' WHERE group_kind = 'all' GROUP BY arm, day ORDER BY arm, day;
# Polars
pl.read_parquet(\"what/daily.parquet\").filter(pl.col(\"group_kind\") == \"all\")
# pandas
pd.read_parquet(\"what/daily.parquet\").query(\"group_kind == 'all'\")";

pub(crate) fn section(words: &Words, run: &Run, room: Room) -> Section {
    let text = |key: &str| words.text(key).to_owned();
    let mut blocks = vec![
        Block::Text(text("data.intro")),
        Block::List(FILES.map(text).to_vec()),
        Block::Code(RECIPES.to_owned()),
        Block::Text(text("data.again")),
        Block::Code(run.command.clone()),
        Block::Folded(text("data.hashes"), vec![Block::Made(hashes(words, run))]),
    ];
    if room == Room::Narrow {
        blocks.insert(2, Block::Text(words.say("data.left", &[("worlds", &run.arms.len().to_string())])));
    }
    Section::new(words, "data", blocks)
}

fn hashes(words: &Words, run: &Run) -> String {
    let row = |(key, value): (String, String)| {
        format!(
            "<tr><th scope=\"row\"><code>{}</code></th><td class=\"hash\">{}</td></tr>\n",
            escape(&key),
            escape(&value)
        )
    };
    let rows: String = Mark::of(run).pairs().into_iter().map(row).collect();
    let (label, caption) = (words.text("data.hashes"), words.text("data.mark"));
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table><caption>{caption}</caption>\
         <tbody>{rows}</tbody></table></div>"
    )
}
