//! The same bases as files, for measuring how long reading them takes. One fact is written after the other.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use factdesk::knowledge::Fact;
use serde_json::{Value, json};

use super::draft::Plan;
use super::facts::{FILE, SOURCE, fact, topic_title};

/// Writes a base with one TOML file for each topic into a folder.
pub fn write_toml(plan: &Plan, folder: &Path) -> io::Result<()> {
    write_sources(folder)?;
    let mut topic = None;
    let mut file = BufWriter::new(File::create(folder.join("00-facts.toml"))?);
    for number in 0..plan.n_facts {
        let fact = fact(plan, number);
        if topic != Some(fact.topic) {
            topic = Some(fact.topic);
            file.flush()?;
            file = BufWriter::new(File::create(folder.join(format!("{:02}-facts.toml", fact.topic)))?);
            writeln!(file, "topic = {}", text(&topic_title(plan, fact.topic)))?;
        }
        write_table(&fact, &mut file)?;
    }
    file.flush()
}

/// Writes a base with one fact a line into a folder.
pub fn write_lines(plan: &Plan, folder: &Path) -> io::Result<()> {
    write_sources(folder)?;
    let mut file = BufWriter::new(File::create(folder.join(FILE))?);
    for number in 0..plan.n_facts {
        let fact = fact(plan, number);
        let cites = fact.cites.iter().map(|cite| {
            json!({ "source": cite.source, "paragraph": cite.paragraph, "sentence": cite.sentence, "quote": cite.quote })
        });
        let line = json!({
            "id": fact.id, "topic": topic_title(plan, fact.topic), "question": fact.question, "answer": fact.answer,
            "cites": cites.collect::<Vec<Value>>(), "also_asked": fact.also_asked,
        });
        writeln!(file, "{line}")?;
    }
    file.flush()
}

fn write_sources(folder: &Path) -> io::Result<()> {
    let mut file = File::create(folder.join("sources.toml"))?;
    writeln!(file, "[[source]]\nid = \"{SOURCE}\"\ntitle = \"Generated records\"")
}

fn write_table(fact: &Fact, file: &mut impl Write) -> io::Result<()> {
    writeln!(file, "\n[[fact]]\nid = {}\nquestion = {}", text(&fact.id), text(&fact.question))?;
    writeln!(file, "answer = {}", text(&fact.answer))?;
    let also: Vec<String> = fact.also_asked.iter().map(|wording| text(wording)).collect();
    for cite in &fact.cites {
        let quote = text(cite.quote.as_deref().unwrap_or_default());
        let (source, paragraph, sentence) = (text(&cite.source), cite.paragraph, cite.sentence);
        writeln!(
            file,
            "cites = [{{ source = {source}, paragraph = {paragraph}, sentence = {sentence}, quote = {quote} }}]"
        )?;
    }
    writeln!(file, "also_asked = [{}]", also.join(", "))
}

/// A text in quotes; the words of the lists need no escaping that TOML and JSON would do differently.
fn text(text: &str) -> String {
    Value::from(text).to_string()
}
