//! A terminal with a few questions typed and all that came back.

use super::svg::{Drawing, escape};
use crate::desk::Desk;

const WIDTH: usize = 760;
const LINE: usize = 19;
const LEFT: usize = 22;
/// Where the first line stands, below the title bar.
const TOP: usize = 62;
const FONTS: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
const QUESTIONS: [&str; 2] = ["how many peacekepers went?", "what do they eat?"];

#[test]
fn the_picture_of_the_terminal_shows_what_the_program_writes() {
    let mut drawing = Drawing::new(WIDTH);
    let mut lines = Vec::new();
    for question in QUESTIONS {
        let prompt = escape(&format!("factdesk ask \"{question}\""));
        lines.push(format!("<tspan fill=\"#7ee787\">$</tspan> {prompt}"));
        let output = Desk::shipped().runs(&["ask", "--color", "always", question]).text();
        lines.push(String::new());
        lines.extend(output.lines().map(coloured));
        lines.push(String::new());
    }
    lines.pop();
    let height = TOP + lines.len() * LINE;
    drawing.rectangle((0, 0), (WIDTH, height), 10, "#0d1117");
    for (at, fill) in ["#ff5f56", "#ffbd2e", "#27c93f"].into_iter().enumerate() {
        drawing.element(&format!("<circle cx=\"{}\" cy=\"22\" r=\"6\" fill=\"{fill}\"/>", LEFT + 4 + at * 20));
    }
    drawing.element("<g font-size=\"13\" fill=\"#c9d1d9\" xml:space=\"preserve\">");
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        drawing.element(&format!("<text x=\"{LEFT}\" y=\"{}\">{line}</text>", TOP + at * LINE));
    }
    drawing.element("</g>");
    super::check("terminal.svg", &drawing.finish(height, FONTS, "factdesk in a terminal"));
}

/// A line with its escape sequences turned into colours: only bold and dim occur.
fn coloured(line: &str) -> String {
    let line = escape(line);
    let line = line.replace("\u{1b}[1m", "<tspan font-weight=\"bold\" fill=\"#f0f6fc\">");
    line.replace("\u{1b}[2m", "<tspan fill=\"#8b949e\">").replace("\u{1b}[0m", "</tspan>")
}
