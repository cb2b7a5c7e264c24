//! Pictures: what kuva draws, in the colours of the page, with a title for those who do not see it.
//!
//! Colours are CSS variables of the page, so a chart turns dark with it. Panels are drawn at the size they are read at
//! (narrow enough for a phone) and set side by side by the page, so that no text ever shrinks.

use super::words::{self, TOO_FEW};
use crate::measures::Unit;
use crate::running::RunningDay;
use crate::statistics::Told;
use kuva::backend::svg::SvgBackend;
use kuva::plot::{BandPlot, ForestPlot, LinePlot, StackedAreaPlot};
use kuva::prelude::Plot;
use kuva::render::color::Color;
use kuva::render::layout::{Layout, TickFormat};
use kuva::render::render::{Primitive, Scene, TextAnchor, render_multiple};
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
    pub(crate) told: Told,
    pub(crate) colour: &'static str,
}

/// Whether a chart shows values from nought up, or differences to both sides of nought.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Scale {
    Value,
    Difference,
}

/// A square with its interval for each row, and the number at its end, on a scale of its own.
pub(crate) fn dots(title: &str, unit: Unit, scale: Scale, rows: &[Dot]) -> String {
    dots_within(title, unit, scale, rows, extent(scale, rows))
}

/// The same on a given scale, so that panels can be compared by eye.
pub(crate) fn dots_within(title: &str, unit: Unit, scale: Scale, rows: &[Dot], (low, high): (f64, f64)) -> String {
    let left = label_room(rows);
    let height = TOP + BOTTOM + ROW * rows.len() as f64;
    let mut plot = ForestPlot::new().with_null_value(0.0).with_show_null_line(scale == Scale::Difference);
    plot = plot.with_marker_size(3.5).with_whisker_width(2.0).with_cap_size(0.0);
    for row in rows {
        // A row without a number keeps its place and shows no marker.
        plot = match row.told.number() {
            Some(estimate) => {
                let (from, to) = estimate.interval.unwrap_or((estimate.mean, estimate.mean));
                plot.with_colored_row(cut(&row.label), estimate.mean, from, to, row.colour)
            }
            None => plot.with_colored_row(cut(&row.label), low, low, low, "none"),
        };
    }
    let layout = layout(vec![plot.into()], height, left, NUMBERS);
    let axis = move |tick: f64| match scale {
        Scale::Value => words::axis(unit, tick, high - low),
        Scale::Difference => words::axis_difference(unit, tick, high - low),
    };
    let (plots, layout) = layout;
    let layout = layout
        .with_x_axis_min(low)
        .with_x_axis_max(high)
        .with_x_tick_step(step(high - low))
        .with_x_tick_format(TickFormat::Custom(Arc::new(axis)));
    let mut scene = render_multiple(plots, layout);
    for (index, row) in rows.iter().enumerate() {
        scene.add(number(index, row, unit, scale));
        scene.elements.insert(0, guide(index, left));
    }
    finish(scene, title)
}

/// The middle of a row, from the top of the picture.
fn middle(row: usize) -> f64 {
    TOP + ROW * (row as f64 + 0.5)
}

/// A faint line that leads the eye from the name of a row to its number (kuva draws no grid on an axis of names).
fn guide(row: usize, left: f64) -> Primitive {
    Primitive::Line {
        x1: left,
        y1: middle(row),
        x2: WIDTH - NUMBERS,
        y2: middle(row),
        stroke: "var(--grid)".into(),
        stroke_width: 1.0,
        stroke_dasharray: None,
    }
}

/// The number at the end of a row.
fn number(index: usize, row: &Dot, unit: Unit, scale: Scale) -> Primitive {
    let content = match (row.told, scale) {
        (Told::TooFew, _) => TOO_FEW.to_owned(),
        (Told::Nothing, _) => words::NOTHING.to_owned(),
        (Told::Number(estimate), Scale::Value) => words::value(unit, estimate.mean),
        (Told::Number(estimate), Scale::Difference) => words::difference(unit, estimate.mean),
    };
    Primitive::Text {
        x: WIDTH - 1.0,
        y: middle(index) + 4.0,
        content,
        size: if row.told == Told::TooFew { TEXT - 1 } else { TEXT },
        anchor: TextAnchor::End,
        rotate: None,
        bold: false,
        color: None,
    }
}

/// People by band over time, as shares of everybody, the lowest band at the bottom.
pub(crate) fn areas(title: &str, shares: &[Vec<f64>], colours: &[String]) -> String {
    let days = shares.len();
    let every = days.div_ceil(80).max(1);
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
        .with_y_tick_format(TickFormat::Custom(Arc::new(|share| format!("{:.0}\u{202f}%", share * 100.0))));
    finish(render_multiple(plots, layout), title)
}

/// How a difference ran, with the band of its interval where there is one.
pub(crate) fn running(title: &str, unit: Unit, days: u32, points: &[RunningDay]) -> String {
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
        .with_y_tick_format(TickFormat::Custom(Arc::new(move |tick| words::axis_difference(unit, tick, high - low))));
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
    let title = escape(title);
    format!(
        r#"<svg role="img" aria-label="{title}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" fill="currentColor"><title>{title}</title>{body}"#
    )
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The ends of an axis that holds every interval and nought.
pub(crate) fn extent(scale: Scale, rows: &[Dot]) -> (f64, f64) {
    let ends = rows.iter().filter_map(|row| row.told.number()).flat_map(|estimate| {
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
