//! What several layers' tests share: the shipped base, a tiny one about a made-up lighthouse, and a reply as readable
//! text.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use factdesk::answer::{Engine, Thresholds};
use factdesk::knowledge::{Citation, Fact, Knowledge, Origin, Revision, Source, Topic, Uncovered, load};
use factdesk::reply::{Reply, Tone, Visibility};

/// The shipped base at the thresholds that are built in. It is loaded once for all tests, because that takes a while.
pub static SHIPPED: LazyLock<Engine> = LazyLock::new(|| {
    let loaded = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"));
    assert_eq!(loaded.problems, []);
    Engine::new(Arc::new(loaded.knowledge), Thresholds::default())
});

/// Four facts in two topics on two sources.
pub fn lighthouse() -> Knowledge {
    Knowledge {
        sources: vec![
            source("logbook", "The keeper's logbook", None),
            source("leaflet", "Visitor leaflet", Some("https://lighthouse.example/leaflet")),
        ],
        topics: vec![topic("The tower"), topic("The keepers")],
        facts: vec![
            Fact {
                also_asked: vec!["tower height".to_owned()],
                cites: vec![cite("leaflet", 1, 2, Some("41 metres"))],
                ..fact("tower-height", 0, "How tall is the lighthouse?", "The lighthouse is 41 metres tall.")
            },
            Fact {
                cites: vec![
                    cite("logbook", 3, 1, Some("first lit in May")),
                    cite("logbook", 3, 2, None),
                    cite("logbook", 3, 4, None),
                    cite("leaflet", 2, 1, None),
                ],
                ..fact("first-lit", 0, "When was the lamp first lit?", "The lamp was first lit in May 1871.")
            },
            Fact {
                cites: vec![cite("logbook", 1, 1, None)],
                ..fact("first-keeper", 1, "Who was the first keeper?", "Ida Moen was the first keeper.")
            },
            Fact {
                cites: vec![cite("logbook", 1, 3, None)],
                ..fact("last-keeper", 1, "Who was the last keeper?", "Per Moen was the last keeper.")
            },
        ],
        uncovered: vec![Uncovered {
            id: "wages".to_owned(),
            subject: "the keepers' wages".to_owned(),
            asked: vec!["How much did a keeper earn?".to_owned()],
            keywords: Vec::new(),
            origin: Origin::default(),
        }],
        revision: Revision(0x1a2b_3c4d),
        ..Knowledge::default()
    }
}

/// A topic.
pub fn topic(title: &str) -> Topic {
    Topic { title: title.to_owned() }
}

/// A fact with neither other wordings nor citations.
pub fn fact(id: &str, topic: usize, question: &str, answer: &str) -> Fact {
    Fact {
        id: id.to_owned(),
        topic,
        question: question.to_owned(),
        answer: answer.to_owned(),
        also_asked: Vec::new(),
        keywords: Vec::new(),
        cites: Vec::new(),
        when: None,
        review_by: None,
        related: Vec::new(),
        origin: Origin::default(),
    }
}

/// A citation.
pub fn cite(source: &str, paragraph: u32, sentence: u32, quote: Option<&str>) -> Citation {
    Citation { source: source.to_owned(), paragraph, sentence, quote: quote.map(str::to_owned) }
}

fn source(id: &str, title: &str, url: Option<&str>) -> Source {
    let url = url.map(str::to_owned);
    Source { id: id.to_owned(), title: title.to_owned(), credit: None, date: None, url, about: Vec::new() }
}

/// Everything a reply holds, one thing a line.
pub fn seen(reply: &Reply) -> String {
    let mut text = String::new();
    if reply.visibility == Visibility::AskerOnly {
        text.push_str("(only for the asker)\n");
    }
    for card in &reply.cards {
        let tone = match card.tone {
            Tone::Answer => "answer",
            Tone::Choice => "choice",
            Tone::Refusal => "refusal",
            Tone::Notice => "notice",
        };
        let _ = writeln!(text, "[{tone}] {}", card.title.as_deref().unwrap_or("(no title)"));
        let _ = writeln!(text, "{}", card.body);
        for citation in &card.citations {
            let quote = citation.quote.as_ref().map(|quote| format!("\"{quote}\" ")).unwrap_or_default();
            let url = citation.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
            let _ = writeln!(text, "- {quote}{}{url}", citation.place);
        }
        if let Some(footer) = &card.footer {
            let _ = writeln!(text, "_{footer}_");
        }
    }
    for button in &reply.buttons {
        let _ = writeln!(text, "({}) => {:?}", button.label, button.press);
    }
    text
}
