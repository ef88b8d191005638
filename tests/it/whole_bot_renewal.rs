//! The whole bot against the loopback while its base is read anew, a hundred times under load: every question is answered,
//! and no answer mixes two bases.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use factdesk::answer::{Engine, Receipt, Thresholds};
use factdesk::conversation::{Conversation, Fresh, Manners};
use factdesk::discord::Renewals;
use factdesk::knowledge::{Differences, Knowledge, Revision};
use factdesk::observe::{Clock, Observer};
use factdesk::reply::{Renewal, RenewalEnd, wording_renewal};
use twilight_model::http::interaction::InteractionResponseType as Kind;

use crate::loopback::{Loopback, Monitor, Said, desk_settings, start_renewed_conversation};
use crate::support::lighthouse;

const QUESTION: &str = "How tall is the lighthouse?";
/// How often the base is read anew.
const N_READINGS: u32 = 100;
/// Every so many readings the files can't be used.
const BROKEN_EVERY: u32 = 10;
/// Questions for each reading, by command and by mention each.
const N_QUESTIONS: usize = 3;

/// The lighthouse as it is told for the n-th time: height, quote and revision say which.
fn told(n: u32) -> Knowledge {
    let mut knowledge = lighthouse();
    knowledge.facts[0].answer = format!("The lighthouse is {n} metres tall.");
    knowledge.facts[0].cites[0].quote = Some(format!("{n} metres"));
    knowledge.revision = Revision(n);
    knowledge
}

fn engine(n: u32) -> Arc<Engine> {
    Arc::new(Engine::new(Arc::new(told(n)), Thresholds::default()))
}

/// The next telling each time, or a broken one.
fn next(old: &Arc<Engine>, n_read: &AtomicU32) -> Fresh {
    let n = n_read.fetch_add(1, Ordering::Relaxed) + 1;
    let before = old.knowledge();
    if n.is_multiple_of(BROKEN_EVERY) {
        let problems = vec!["tower.toml:3: error: it is broken".to_owned()];
        let (n_facts, revision) = (before.facts.len(), before.revision);
        return Fresh { engine: None, renewal: Renewal { end: RenewalEnd::Refused, n_facts, revision, problems } };
    }
    let engine = engine(n);
    let end = RenewalEnd::Renewed(Differences::between(before, engine.knowledge()));
    let (n_facts, revision) = (engine.knowledge().facts.len(), engine.knowledge().revision);
    Fresh { engine: Some(engine), renewal: Renewal { end, n_facts, revision, problems: Vec::new() } }
}

/// Which telling an answer is from: text, quote and receipt must agree.
fn telling(said: &Said) -> u32 {
    let embed = said.embed();
    let number = |text: &str| {
        text.split(|letter: char| !letter.is_ascii_digit()).find(|word| !word.is_empty()).map(str::to_owned)
    };
    let of_text = number(embed.description.as_deref().unwrap_or_default());
    let of_quote = number(&embed.fields[0].value);
    let footer = &embed.footer.as_ref().expect("an answer has a receipt").text;
    let receipt = footer.split_whitespace().find_map(|word| word.parse::<Receipt>().ok()).expect("a receipt");
    assert_eq!(of_text, of_quote, "{}", said.text());
    assert_eq!(of_text, Some(receipt.revision.0.to_string()), "{}", said.text());
    receipt.revision.0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_readings_under_load_lose_no_answer_and_mix_no_bases() {
    let discord = Loopback::start().await;
    let n_read = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&n_read);
    let renewals = Renewals::new(Arc::new(move |old: &Arc<Engine>| next(old, &counted)));
    let manners = Manners { per_person: 0, per_channel: 0, ..Manners::default() };
    let conversation = Conversation::new(engine(0)).with_manners(manners);
    let observer = Arc::new(Observer::new(Clock::of_system()));
    let desk = start_renewed_conversation(
        desk_settings(&discord),
        conversation,
        renewals.clone(),
        None,
        Arc::clone(&observer),
    );
    discord.next_identify().await;
    let mut tellings = Vec::new();
    for reading in 1..=N_READINGS {
        discord.slash("desk").part("reload").by_a_manager().send();
        for _ in 0..N_QUESTIONS {
            discord.slash("ask").option("question", QUESTION).send();
            discord.member_says(&format!("@desk {QUESTION}"));
        }
        // The note that the reading takes a moment is one response more.
        for _ in 0..=N_QUESTIONS {
            let response = discord.next_response().await;
            if response.kind == Some(Kind::ChannelMessageWithSource) {
                tellings.push(telling(&response));
            } else {
                assert_eq!(response.kind, Some(Kind::DeferredChannelMessageWithSource));
            }
        }
        for _ in 0..N_QUESTIONS {
            tellings.push(telling(&discord.next_message().await));
        }
        let report = discord.next_edit().await.text();
        if reading.is_multiple_of(BROKEN_EVERY) {
            assert!(report.contains("tower.toml:3: error: it is broken"), "{report}");
        } else {
            let changed = Differences { n_changed: 1, ..Differences::default() };
            assert!(report.contains(&wording_renewal::renewed(4, Revision(reading), changed)), "{report}");
        }
    }
    assert_eq!(tellings.len(), 2 * N_QUESTIONS * N_READINGS as usize);
    tellings.dedup();
    assert!(tellings.len() > N_READINGS as usize / 2, "hardly a base was used: {tellings:?}");
    discord.slash("about").send();
    let about = discord.next_response().await.text();
    assert!(about.contains("(revision 00000063)"), "{about}");
    let metrics = Monitor::of(&observer).await.asks("/metrics").await.1;
    let revisions: Vec<&str> = metrics.lines().filter(|line| line.starts_with("factdesk_knowledge_info{")).collect();
    assert_eq!(revisions, ["factdesk_knowledge_info{revision=\"00000063\"} 1"]);
    // A wish from outside of Discord leads to one more.
    renewals.wish();
    while n_read.load(Ordering::Relaxed) == N_READINGS {
        discord.slash("ask").option("question", QUESTION).send();
        telling(&discord.next_response().await);
    }
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
}
