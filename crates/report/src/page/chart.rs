//! Pictures: what kuva draws, in the colours of the page, with a title for those who do not see it.
//!
//! Colours are CSS variables of the page, so a chart turns dark with it. Panels are drawn at the size they are read at
//! (narrow enough for a phone) and set side by side by the page, so that no text ever shrinks.

use super::numbers::NOTHING;
use super::words::{Words, escape};
use crate::measures::Unit;
use crate::running::RunningDay;
use crate::statistics::{Estimate, Told};
use kuva::backend::svg::SvgBackend;
use kuva::plot::{BandPlot, ForestPlot, LinePlot, StackedAreaPlot};
use kuva::prelude::Plot;
use kuva::render::color::Color;
use kuva::render::layout::{Layout, TickFormat};
use kuva::render::render::{PathData, Primitive, Scene, TextAnchor, render_multiple};
use kuva::render::theme::Theme;
use std::sync::Arc;

const WIDTH: f64 = 340.0;
const TEXT: u32 = 12;
const ROW: f64 = 25.0;
const TOP: f64 = 6.0;
const BOTTOM: f64 = 26.0;
/// Room for the number at the end of a row.
const NUMBERS: f64 = 78.0;

pub(crate) const MAIN: &str = "var(--main)";
pub(crate) const OTHER: &str = "var(--other)";
pub(crate) const REFERENCE: &str = "var(--reference)";

/// A row of a dot chart.
pub(crate) struct Dot {
    pub(crate) label: String,
    /// None: a heading over the rows after it.
    pub(crate) told: Option<Told>,
    pub(crate) colour: &'static str,
}

impl Dot {
    pub(crate) fn heading(label: String) -> Self {
        Self { label, told: None, colour: "none" }
    }

    fn number(&self) -> Option<Estimate> {
        self.told?.number()
    }
}

/// Whether a chart shows values from nought up, or differences to both sides of nought.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scale {
    Value,
    Difference,
}

/// A square with its interval for each row, and the number at its end, on a scale of its own.
pub(crate) fn dots(words: &'static Words, title: &str, unit: Unit, scale: Scale, rows: &[Dot]) -> String {
    dots_within(words, title, unit, scale, rows, extent(scale, rows))
}

/// The same on a given scale, so that panels can be compared by eye.
pub(crate) fn dots_within(
    words: &'static Words,
    title: &str,
    unit: Unit,
    scale: Scale,
    rows: &[Dot],
    (low, high): (f64, f64),
) -> String {
    let left = label_room(rows);
    let height = TOP + BOTTOM + ROW * rows.len() as f64;
    let mut plot = ForestPlot::new().with_null_value(0.0).with_show_null_line(scale == Scale::Difference);
    plot = plot.with_marker_size(3.5).with_whisker_width(2.0).with_cap_size(0.0);
    for row in rows {
        // A row without a number keeps its place and shows no marker.
        let label = if row.told.is_some() { cut(&row.label) } else { String::new() };
        plot = match row.number() {
            Some(estimate) => {
                let (from, to) = estimate.interval.unwrap_or((estimate.mean, estimate.mean));
                plot.with_colored_row(label, estimate.mean, from, to, row.colour)
            }
            None => plot.with_colored_row(label, low, low, low, "none"),
        };
    }
    let layout = layout(vec![plot.into()], height, left, NUMBERS);
    let axis = move |tick: f64| match scale {
        Scale::Value => words.axis(unit, tick, high - low),
        Scale::Difference => words.axis_difference(unit, tick, high - low),
    };
    let (plots, layout) = layout;
    let layout = layout
        .with_x_axis_min(low)
        .with_x_axis_max(high)
        .with_x_tick_step(wide_step(WIDTH - left - NUMBERS, (low, high), &axis))
        .with_x_tick_format(TickFormat::Custom(Arc::new(axis)));
    let mut scene = render_multiple(plots, layout);
    for (index, row) in rows.iter().enumerate() {
        match row.told {
            None => scene.add(heading(index, row, left)),
            Some(told) => scene.add(number(words, index, told, unit, scale)),
        }
    }
    scene.elements.insert(0, guides(rows, left));
    finish(scene, title)
}

/// The middle of a row, from the top of the picture.
fn middle(row: usize) -> f64 {
    TOP + ROW * (row as f64 + 0.5)
}

/// Faint lines that lead the eye from the name of a row to its number (kuva draws no grid on an axis of names).
fn guides(rows: &[Dot], left: f64) -> Primitive {
    let told = rows.iter().enumerate().filter(|(_, row)| row.told.is_some());
    let d = told.map(|(index, _)| format!("M{left} {}H{}", middle(index), WIDTH - NUMBERS)).collect();
    Primitive::Path(Box::new(PathData {
        d,
        fill: None,
        stroke: "var(--grid)".into(),
        stroke_width: 1.0,
        opacity: None,
        stroke_dasharray: None,
    }))
}

/// The name of the rows below, where their names end.
fn heading(index: usize, row: &Dot, left: f64) -> Primitive {
    Primitive::Text {
        x: left - 8.0,
        y: middle(index) + 4.0,
        content: cut(&row.label),
        size: TEXT,
        anchor: TextAnchor::End,
        rotate: None,
        bold: true,
        color: None,
    }
}

/// The number at the end of a row.
fn number(words: &Words, index: usize, told: Told, unit: Unit, scale: Scale) -> Primitive {
    let content = match (told, scale) {
        (Told::TooFew, _) => words.text("too_few").to_owned(),
        (Told::Nothing, _) => NOTHING.to_owned(),
        (Told::Number(estimate), Scale::Value) => words.value(unit, estimate.mean),
        (Told::Number(estimate), Scale::Difference) => words.difference(unit, estimate.mean),
    };
    Primitive::Text {
        x: WIDTH - 1.0,
        y: middle(index) + 4.0,
        content,
        size: if told == Told::TooFew { TEXT - 1 } else { TEXT },
        anchor: TextAnchor::End,
        rotate: None,
        bold: false,
        color: None,
    }
}

/// People by band over time, as shares of everybody, the lowest band at the bottom.
pub(crate) fn areas(words: &'static Words, title: &str, shares: &[Vec<f64>], colours: &[String]) -> String {
    let days = shares.len();
    let every = days.div_ceil(60).max(1);
    let kept = (0..days).filter(|day| day % every == 0 || day + 1 == days).collect::<Vec<_>>();
    let mut plot = StackedAreaPlot::new().with_x(kept.iter().map(|day| *day as f64)).with_fill_opacity(1.0);
    plot = plot.with_strokes(false);
    for (band, colour) in colours.iter().enumerate() {
        plot = plot.with_series(kept.iter().map(|day| shares[*day][band])).with_color(colour.clone());
    }
    let (plots, layout) = layout(vec![plot.into()], 190.0, 44.0, 12.0);
    let layout = layout
        .with_x_axis_min(0.0)
        .with_x_axis_max(days.saturating_sub(1).max(1) as f64)
        .with_x_tick_step(day_step(days))
        .with_y_axis_min(0.0)
        .with_y_axis_max(1.0)
        .with_y_tick_step(0.25)
        .with_x_tick_format(TickFormat::Custom(Arc::new(|day| format!("{day:.0}"))))
        .with_y_tick_format(TickFormat::Custom(Arc::new(|share| words.axis(Unit::Share, share, 1.0))));
    finish(render_multiple(plots, layout), title)
}

/// A step of a funnel: a bar of parts, each a share of its width; and the place from which the next bar is drawn large.
pub(crate) struct Step {
    pub(crate) label: String,
    /// Share and colour, from the left; none: the label alone.
    pub(crate) parts: Vec<(f64, &'static str)>,
    /// Where the part begins that the next bar shows in full.
    pub(crate) opens: Option<f64>,
}

/// Bars under one another, each with its label above it.
pub(crate) fn funnel(title: &str, steps: &[Step]) -> String {
    const LABEL: f64 = 18.0;
    const BAR: f64 = 15.0;
    const GAP: f64 = 13.0;
    let high = |step: &Step| LABEL + if step.parts.is_empty() { 4.0 } else { BAR + GAP };
    let mut scene = Scene::new(WIDTH, steps.iter().map(high).sum::<f64>());
    let mut top = 0.0;
    for step in steps {
        scene.add(text(0.0, top + 13.0, step.label.clone(), TextAnchor::Start));
        let bar = top + LABEL;
        if !step.parts.is_empty() {
            scene.add(rectangle(0.0, bar, WIDTH, BAR, "var(--grid)"));
        }
        let mut left = 0.0;
        for (share, colour) in step.parts.iter().filter(|(share, _)| *share > 0.0) {
            scene.add(rectangle(left, bar, share * WIDTH, BAR, colour));
            left += share * WIDTH;
        }
        top += high(step);
        if let Some(opens) = step.opens {
            let (from, to) = (opens * WIDTH, top + LABEL);
            scene
                .elements
                .insert(0, area(format!("M{from:.1} {:.1}H{WIDTH}V{to:.1}H0Z", bar + BAR), "var(--grid)", 0.7));
        }
    }
    finish(scene, title)
}

/// People on a few evenings, by band, and who went from where to where between them; the lowest band at the bottom.
pub(crate) fn flow(
    words: &Words,
    title: &str,
    shares: &[Vec<Vec<f64>>],
    days: &[u32],
    names: &[String],
    colours: &[String],
) -> String {
    const HEIGHT: f64 = 200.0;
    const NODE: f64 = 9.0;
    const GAP: f64 = 3.0;
    let bands = colours.len();
    let tall = HEIGHT - GAP * (bands - 1) as f64;
    let mut scene = Scene::new(WIDTH, TOP + HEIGHT + BOTTOM);
    let x = |column: usize| (WIDTH - NODE) * column as f64 / (days.len() - 1) as f64;
    // By column and band: the share of everybody, and from it the top of the bar.
    let held = |column: usize, band: usize| match column < shares.len() {
        true => shares[column][band].iter().sum::<f64>(),
        false => shares[column - 1].iter().map(|row| row[band]).sum(),
    };
    let bar_top = |column: usize, band: usize| {
        let above: f64 = (band + 1..bands).map(|band| held(column, band) * tall + GAP).sum();
        TOP + above
    };
    for (step, flows) in shares.iter().enumerate() {
        let mut arrives: Vec<f64> = (0..bands).map(|band| bar_top(step + 1, band)).collect();
        let mut leaves: Vec<f64> = (0..bands).map(|band| bar_top(step, band)).collect();
        for from in (0..bands).rev() {
            for to in (0..bands).rev() {
                let high = flows[from][to] * tall;
                if high > 0.0 {
                    let ribbon = ribbon(x(step) + NODE, leaves[from], x(step + 1), arrives[to], high);
                    let said = words.say(
                        "flows.ribbon",
                        &[
                            ("from", &names[from]),
                            ("to", &names[to]),
                            ("share", &words.value(Unit::Share, flows[from][to])),
                        ],
                    );
                    let title = Some(escape(&said));
                    scene.add(Primitive::GroupStart { transform: None, title, extra_attrs: None });
                    scene.add(area(ribbon, &colours[from], if from == to { 0.28 } else { 0.7 }));
                    scene.add(Primitive::GroupEnd);
                }
                leaves[from] += high;
                arrives[to] += high;
            }
        }
    }
    for (column, day) in days.iter().enumerate() {
        for band in 0..bands {
            let high = held(column, band) * tall;
            if high > 0.0 {
                scene.add(rectangle(x(column), bar_top(column, band), NODE, high.max(0.6), &colours[band]));
            }
        }
        let (at, anchor) = match column {
            0 => (0.0, TextAnchor::Start),
            last if last + 1 == days.len() => (WIDTH, TextAnchor::End),
            _ => (x(column) + NODE / 2.0, TextAnchor::Middle),
        };
        scene.add(text(at, TOP + HEIGHT + 17.0, words.say("day", &[("n", &day.to_string())]), anchor));
    }
    finish(scene, title)
}

/// A band that runs from one place to another, with a soft bend.
fn ribbon(x1: f64, y1: f64, x2: f64, y2: f64, high: f64) -> String {
    let middle = (x1 + x2) / 2.0;
    let (low1, low2) = (y1 + high, y2 + high);
    format!(
        "M{x1:.1} {y1:.1}C{middle:.1} {y1:.1} {middle:.1} {y2:.1} {x2:.1} {y2:.1}V{low2:.1}C{middle:.1} {low2:.1} \
         {middle:.1} {low1:.1} {x1:.1} {low1:.1}Z"
    )
}

/// The middle of a cell of the map, one apart from its neighbours.
pub(crate) type Hexagon = (f64, f64);

/// The cells of a map in shades, each a dot (its round ends come from the style of the page); without a shade there is
/// nothing to say.
pub(crate) fn hexagons(title: &str, places: &[Hexagon], shades: &[Option<usize>]) -> String {
    let far = places.iter().map(|(x, y)| x.hypot(*y)).fold(0.0, f64::max) + 0.6;
    let size = WIDTH / 2.0 / far;
    let mut scene = Scene::new(WIDTH, WIDTH);
    let mut dots: Vec<String> = vec![String::new(); super::map::SHADES + 1];
    for ((x, y), shade) in places.iter().zip(shades) {
        let dots = &mut dots[shade.map_or(0, |shade| shade + 1)];
        *dots += &format!("M{:.1} {:.1}h0", (x + far) * size, (y + far) * size);
    }
    for (number, d) in dots.into_iter().enumerate().filter(|(_, dots)| !dots.is_empty()) {
        let colour = number.checked_sub(1).map_or("var(--line)".to_owned(), |shade| format!("var(--map-{shade})"));
        let (stroke, stroke_width) = (colour.as_str().into(), size * 0.94);
        let dots = PathData { d, fill: None, stroke, stroke_width, opacity: None, stroke_dasharray: None };
        scene.add(Primitive::Path(Box::new(dots)));
    }
    finish(scene, title)
}

fn text(x: f64, y: f64, content: String, anchor: TextAnchor) -> Primitive {
    Primitive::Text { x, y, content, size: TEXT, anchor, rotate: None, bold: false, color: None }
}

fn rectangle(x: f64, y: f64, width: f64, height: f64, colour: &str) -> Primitive {
    Primitive::Rect { x, y, width, height, fill: colour.into(), stroke: None, stroke_width: None, opacity: None }
}

/// A filled shape without an edge.
fn area(d: String, colour: &str, opacity: f64) -> Primitive {
    Primitive::Path(Box::new(PathData {
        d,
        fill: Some(colour.into()),
        stroke: "none".into(),
        stroke_width: 0.0,
        opacity: Some(opacity),
        stroke_dasharray: None,
    }))
}

/// What lasts beyond each day, from everything on the first: a line of steps, with the band of its interval.
pub(crate) fn survival(
    words: &'static Words,
    title: &str,
    days: u32,
    colour: &'static str,
    curve: &[(i64, Estimate, i64)],
) -> String {
    let end = f64::from(days.max(2) - 1);
    let every = curve.len().div_ceil(60).max(1);
    let kept = curve.iter().enumerate().filter(|(at, _)| at % every == 0 || at + 1 == curve.len());
    let kept: Vec<(f64, Estimate)> = kept.map(|(_, (day, estimate, _))| (*day as f64, *estimate)).collect();
    let steps = |of: fn(&Estimate) -> f64| {
        let (mut points, mut before) = (vec![(0.0, 1.0)], 1.0);
        for (day, estimate) in &kept {
            points.extend([(*day, before), (*day, of(estimate))]);
            before = of(estimate);
        }
        points.push((end, before));
        points
    };
    let mut plots: Vec<Plot> = Vec::new();
    if kept.iter().all(|(_, estimate)| estimate.interval.is_some()) && !kept.is_empty() {
        let low = steps(|estimate| estimate.interval.map_or(estimate.mean, |(low, _)| low.max(0.0)));
        let high = steps(|estimate| estimate.interval.map_or(estimate.mean, |(_, high)| high.min(1.0)));
        let days = low.iter().map(|(day, _)| *day);
        let band = BandPlot::new(days, low.iter().map(|(_, share)| *share), high.iter().map(|(_, share)| *share));
        plots.push(band.with_color(colour).with_opacity(0.22).into());
    }
    let line = LinePlot::new().with_data(steps(|estimate| estimate.mean));
    plots.push(line.with_color(colour).with_stroke_width(2.0).into());
    let (plots, layout) = layout(plots, 190.0, 44.0, 12.0);
    let layout = layout
        .with_x_axis_min(0.0)
        .with_x_axis_max(end)
        .with_x_tick_step(day_step(days as usize))
        .with_y_axis_min(0.0)
        .with_y_axis_max(1.0)
        .with_y_tick_step(0.25)
        .with_x_tick_format(TickFormat::Custom(Arc::new(|day| format!("{day:.0}"))))
        .with_y_tick_format(TickFormat::Custom(Arc::new(|share| words.axis(Unit::Share, share, 1.0))));
    finish(render_multiple(plots, layout), title)
}

/// Bounds between the shades of a table of ratios, and the shades: less often in blue, more often in rust, told apart by
/// every common eye. With each shade the colour of a number on it.
const RATIOS: [f64; 4] = [0.5, 0.8, 1.25, 2.0];
const HEAT: [(&str, &str); 5] = [
    ("#2c6298", "#ffffff"),
    ("#8fb4d4", "#1d1f21"),
    ("#d9d3c7", "#1d1f21"),
    ("#e0935c", "#1d1f21"),
    ("#9e3410", "#ffffff"),
];

/// Colour and name of each shade of a table of ratios.
pub(crate) fn heat_legend(words: &Words) -> Vec<(String, String)> {
    let number = |ratio: f64| words.fixed(ratio, 2);
    let name = |shade: usize| match shade {
        0 => format!("< {}", number(RATIOS[0])),
        last if last == RATIOS.len() => format!("> {}", number(RATIOS[last - 1])),
        shade => words.say("interval", &[("low", &number(RATIOS[shade - 1])), ("high", &number(RATIOS[shade]))]),
    };
    HEAT.iter().enumerate().map(|(shade, (colour, _))| ((*colour).to_owned(), name(shade))).collect()
}

/// Bands against bands: how many times as often as by chance, in shades and in numbers; the lowest band at the bottom
/// and to the left.
pub(crate) fn cells_of(words: &Words, title: &str, names: &[String], ratios: &[Vec<Option<f64>>]) -> String {
    const HIGH: f64 = 30.0;
    let left = 20.0 + 6.6 * names.iter().map(|name| cut(name).chars().count()).max().unwrap_or(0) as f64;
    let wide = (WIDTH - left) / names.len() as f64;
    let mut scene = Scene::new(WIDTH, HIGH * names.len() as f64);
    for (row, (name, ratios)) in names.iter().zip(ratios).rev().enumerate() {
        let middle = HIGH * (row as f64 + 0.5) + 4.0;
        scene.add(text(left - 8.0, middle, cut(name), TextAnchor::End));
        for (column, ratio) in ratios.iter().enumerate() {
            let at = left + wide * column as f64;
            let shade = ratio.map(|ratio| RATIOS.iter().filter(|bound| ratio > **bound).count());
            let (colour, ink) =
                shade.map_or(("var(--card)", None), |shade| (HEAT[shade].0, Some(HEAT[shade].1.into())));
            scene.add(rectangle(at, HIGH * row as f64, wide - 2.0, HIGH - 2.0, colour));
            let said = ratio.map_or(NOTHING.to_owned(), |ratio| words.fixed(ratio, 2));
            scene.add(Primitive::Text {
                x: at + wide / 2.0 - 1.0,
                y: middle,
                content: said,
                size: TEXT,
                anchor: TextAnchor::Middle,
                rotate: None,
                bold: false,
                color: ink,
            });
        }
    }
    finish(scene, title)
}

/// How a difference ran, with the band of its interval where there is one.
pub(crate) fn running(words: &'static Words, title: &str, unit: Unit, days: u32, points: &[RunningDay]) -> String {
    let every = points.len().div_ceil(160).max(1);
    let last = points.len().saturating_sub(1);
    let kept =
        || points.iter().enumerate().filter(move |(at, _)| at % every == 0 || *at == last).map(|(_, point)| point);
    let ends = points.iter().flat_map(|point| {
        let (low, high) = point.interval.unwrap_or((point.mean, point.mean));
        [low, high, point.mean]
    });
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let span = if high > low { high - low } else { 1.0 };
    let (low, high) = (low - 0.08 * span, high + 0.08 * span);
    let end = f64::from(days.max(2) - 1);
    let mut plots: Vec<Plot> = Vec::new();
    let banded: Vec<(f64, (f64, f64))> =
        kept().filter_map(|point| Some((f64::from(point.day), point.interval?))).collect();
    if banded.len() > 1 {
        let band = BandPlot::new(
            banded.iter().map(|(day, _)| *day),
            banded.iter().map(|(_, (low, _))| *low),
            banded.iter().map(|(_, (_, high))| *high),
        );
        plots.push(band.with_color(MAIN).with_opacity(0.22).into());
    }
    let zero = LinePlot::new().with_data([(0.0, 0.0), (end, 0.0)]).with_color(REFERENCE).with_stroke_width(1.0);
    let line = LinePlot::new().with_data(kept().map(|point| (f64::from(point.day), point.mean)));
    plots.push(zero.into());
    plots.push(line.with_color(MAIN).with_stroke_width(2.0).into());
    let (plots, layout) = layout(plots, 170.0, 58.0, 12.0);
    let layout = layout
        .with_x_axis_min(0.0)
        .with_x_axis_max(end)
        .with_x_tick_step(day_step(days as usize))
        .with_y_axis_min(low)
        .with_y_axis_max(high)
        .with_y_tick_step(step(high - low))
        .with_x_tick_format(TickFormat::Custom(Arc::new(|day| format!("{day:.0}"))))
        .with_y_tick_format(TickFormat::Custom(Arc::new(move |tick| words.axis_difference(unit, tick, high - low))));
    finish(render_multiple(plots, layout), title)
}

/// Colours of bands, the lowest first: from rust over sand to blue, told apart by every common eye and in grey.
pub(crate) fn band_colours(bands: usize) -> Vec<String> {
    const STOPS: [(f64, f64, f64); 5] =
        [(158.0, 52.0, 16.0), (214.0, 117.0, 56.0), (214.0, 206.0, 192.0), (126.0, 168.0, 203.0), (44.0, 98.0, 152.0)];
    let mix = |a: f64, b: f64, t: f64| (a + (b - a) * t).round() as u8;
    (0..bands)
        .map(|band| {
            let at = if bands < 2 { 2.0 } else { band as f64 * 4.0 / (bands - 1) as f64 };
            let (from, t) = ((at.floor() as usize).min(3), at - at.floor().min(3.0));
            let (a, b) = (STOPS[from], STOPS[from + 1]);
            format!("#{:02x}{:02x}{:02x}", mix(a.0, b.0, t), mix(a.1, b.1, t), mix(a.2, b.2, t))
        })
        .collect()
}

fn layout(plots: Vec<Plot>, height: f64, left: f64, right: f64) -> (Vec<Plot>, Layout) {
    let theme = Theme {
        background: "none".into(),
        axis_color: "none".into(),
        grid_color: "var(--grid)".into(),
        tick_color: "none".into(),
        text_color: "currentColor".into(),
        font_family: None,
        ..Theme::light()
    };
    let layout = Layout::auto_from_plots(&plots)
        .with_width(WIDTH)
        .with_height(height)
        .with_theme(theme)
        .with_tick_size(TEXT)
        .with_force_margins(left, right)
        .with_force_margins_y(TOP, BOTTOM);
    (plots, layout)
}

/// As SVG inside the page: without what only a file needs, with a title and a role.
fn finish(mut scene: Scene, title: &str) -> String {
    scene.background_color = None;
    scene.text_color = Some("currentColor".into());
    scene.font_family = None;
    // kuva numbers clip paths by a counter of the process, which would make the bytes depend on what was drawn before;
    // nothing here lies outside its axis, so clips go, and with them what has no colour.
    scene.defs.clear();
    scene.elements.retain(|element| match element {
        Primitive::ClipStart { .. } | Primitive::ClipEnd => false,
        Primitive::Line { stroke: colour, .. } | Primitive::Rect { fill: colour, .. } => !matches!(colour, Color::None),
        _ => true,
    });
    let (width, height) = (scene.width, scene.height);
    let svg = SvgBackend::new().render_scene(&scene);
    let body = svg.split_once("-->").map_or(svg.as_str(), |(_, body)| body);
    // Nearly all words have one size, so the picture says it once.
    let (title, body) = (escape(title), rounded(body).replace(&format!(" font-size=\"{TEXT}\""), ""));
    format!(
        r#"<svg role="img" aria-label="{title}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-size="{TEXT}" fill="currentColor"><title>{title}</title>{body}"#
    )
}

/// A picture with its places to a tenth of a pixel; what is written in it stays.
fn rounded(svg: &str) -> String {
    let mut short = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |close| open + close);
        short += &rest[..open];
        let mut tag = &rest[open..close];
        while let Some(point) = tag.find('.') {
            let decimals = tag[point + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let start = tag[..point].rfind(|byte: char| !byte.is_ascii_digit()).map_or(0, |before| before + 1);
            let number = tag[start..point + 1 + decimals].parse::<f64>();
            short += &tag[..start];
            match number {
                Ok(number) if decimals > 1 => short += &((number * 10.0).round() / 10.0).to_string(),
                _ => short += &tag[start..point + 1 + decimals],
            }
            tag = &tag[point + 1 + decimals..];
        }
        short += tag;
        rest = &rest[close..];
    }
    short + rest
}

/// The ends of an axis that holds every interval and nought.
pub(crate) fn extent(scale: Scale, rows: &[Dot]) -> (f64, f64) {
    let ends = rows.iter().filter_map(Dot::number).flat_map(|estimate| {
        let (low, high) = estimate.interval.unwrap_or((estimate.mean, estimate.mean));
        [low, high, estimate.mean]
    });
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let span = if high > low { high - low } else { 1.0 };
    let room = if scale == Scale::Difference { 0.06 } else { 0.04 };
    (low - room * span, high + 0.06 * span)
}

/// A step of 1, 2 or 5 that makes about three ticks or four.
fn step(span: f64) -> f64 {
    let rough = span / 3.4;
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= rough).unwrap_or(rough)
}

/// The same, or a wider one where the words of the ticks would run into one another.
fn wide_step(room: f64, (low, high): (f64, f64), axis: &impl Fn(f64) -> String) -> f64 {
    let least = step(high - low);
    let fits = |step: &f64| {
        let longest = [*step, -*step].map(|tick| axis(tick).chars().count()).into_iter().max().unwrap_or(0);
        room * step / (high - low) >= 7.0 * longest as f64 + 8.0
    };
    [1.0, 2.0, 4.0, 5.0, 10.0].into_iter().map(|times| least * times).find(fits).unwrap_or(least * 10.0)
}

fn day_step(days: usize) -> f64 {
    [1, 2, 5, 10, 30, 60, 90, 180, 365].into_iter().find(|step| days <= step * 5).unwrap_or(days / 4) as f64
}

fn label_room(rows: &[Dot]) -> f64 {
    let longest = rows.iter().map(|row| cut(&row.label).chars().count()).max().unwrap_or(0);
    20.0 + 7.0 * longest as f64
}

fn cut(label: &str) -> String {
    if label.chars().count() <= 18 { label.to_owned() } else { label.chars().take(17).collect::<String>() + "…" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_rounded_and_words_are_not() {
        let svg = r#"<path d="M1.2345 7.25L-3.96 12.04" opacity="0.28" /><text x="54.49">0.1234 %</text>"#;
        let short = r#"<path d="M1.2 7.3L-4 12" opacity="0.3" /><text x="54.5">0.1234 %</text>"#;
        assert_eq!(rounded(svg), short);
    }
}
