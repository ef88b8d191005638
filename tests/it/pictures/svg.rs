//! A drawing made of boxes and lines of text.

use std::fmt::Write as _;

/// A drawing in the making, in pixels.
pub struct Drawing {
    width: usize,
    body: String,
}

impl Drawing {
    pub fn new(width: usize) -> Self {
        Self { width, body: String::new() }
    }

    /// A filled box with round corners.
    pub fn rectangle(&mut self, (x, y): (usize, usize), (width, height): (usize, usize), round: usize, fill: &str) {
        self.element(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" fill=\"{fill}\"/>"
        ));
    }

    /// A line of text; `style` holds further attributes.
    #[cfg(feature = "discord")]
    pub fn text(&mut self, (x, y): (usize, usize), style: &str, text: &str) {
        self.element(&format!("<text x=\"{x}\" y=\"{y}\" {style}>{}</text>", escape(text)));
    }

    /// Anything else.
    pub fn element(&mut self, element: &str) {
        // Writing into a String can't fail.
        let _ = writeln!(self.body, "{element}");
    }

    /// What was drawn so far, to stand upon another drawing.
    #[cfg(feature = "discord")]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The whole picture, with what a screen reader says of it.
    pub fn finish(self, height: usize, fonts: &str, title: &str) -> String {
        let Self { width, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{fonts}\" role=\"img\">\n<title>{}</title>\n{body}</svg>\n",
            escape(title)
        )
    }
}

/// The text as it may stand in a picture.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
