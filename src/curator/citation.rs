//! A citation on one line, as it is typed and as a table holds it: `golan-feature:1:2:a few words`.

use crate::knowledge::Citation;

/// Reads `SOURCE:PARAGRAPH:SENTENCE` or `SOURCE:PARAGRAPH:SENTENCE:QUOTE`; one pair of quotation marks around the quote
/// is taken off.
///
/// # Errors
///
/// What is wrong with it, and what to write instead.
pub fn cited(text: &str) -> Result<Citation, String> {
    let how =
        "write SOURCE:PARAGRAPH:SENTENCE or SOURCE:PARAGRAPH:SENTENCE:\"QUOTE\", such as logbook:1:2:\"41 metres\"";
    let mut parts = text.splitn(4, ':');
    let (Some(source), Some(paragraph), Some(sentence)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(format!("“{text}” is no citation; {how}"));
    };
    let number = |name: &str, text: &str| match text.trim().parse::<u32>() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("“{text}” is no {name}, which is a whole number from 1 on; {how}")),
    };
    let quote = parts.next().map(|quote| unquoted(quote.trim())).filter(|quote| !quote.is_empty());
    Ok(Citation {
        source: source.trim().to_owned(),
        paragraph: number("paragraph", paragraph)?,
        sentence: number("sentence", sentence)?,
        quote: quote.map(str::to_owned),
    })
}

/// The citation as [`cited`] reads it.
#[must_use]
pub fn shown_citation(citation: &Citation) -> String {
    let Citation { source, paragraph, sentence, quote } = citation;
    let place = format!("{source}:{paragraph}:{sentence}");
    match quote {
        // Marks that belong to the quote, and blanks at its ends, are kept by another pair around them.
        Some(quote) if unquoted(quote.trim()) != quote => format!("{place}:\"{quote}\""),
        Some(quote) => format!("{place}:{quote}"),
        None => place,
    }
}

fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    inner.or_else(|| text.strip_prefix('“').and_then(|text| text.strip_suffix('”'))).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, shown: &str) {
        assert_eq!(cited(text).map_or_else(|reason| reason, |citation| shown_citation(&citation)), shown, "{text}");
    }

    #[test]
    fn a_citation_stands_on_one_line() {
        check("logbook:1:2", "logbook:1:2");
        check(" logbook : 1: 2 : \"41 metres: high\"", "logbook:1:2:41 metres: high");
        check("logbook:1:2:“41 metres”", "logbook:1:2:41 metres");
        check("logbook:1:2:\"\"so\" he said\"", "logbook:1:2:\"so\" he said");
        check("logbook:1:2:\"\"so\"\"", "logbook:1:2:\"\"so\"\"");
        check("logbook:1:2:", "logbook:1:2");
    }

    #[test]
    fn what_is_no_citation_is_told_with_the_way_to_write_one() {
        let how =
            "write SOURCE:PARAGRAPH:SENTENCE or SOURCE:PARAGRAPH:SENTENCE:\"QUOTE\", such as logbook:1:2:\"41 metres\"";
        check("logbook", &format!("“logbook” is no citation; {how}"));
        check("logbook:0:1", &format!("“0” is no paragraph, which is a whole number from 1 on; {how}"));
        check("logbook:1:x", &format!("“x” is no sentence, which is a whole number from 1 on; {how}"));
    }
}
