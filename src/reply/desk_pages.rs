//! What those who manage a server are told of what was asked there, and they alone.

use super::pages::notice;
use super::{Reply, Visibility, limits, wording_desk};

/// What they want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskPage {
    /// How much was asked and what became of it.
    Statistics,
    /// What was asked in vain.
    Unanswered,
}

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskTold {
    /// How much was asked and what became of it.
    Statistics(DeskStatistics),
    /// What was asked in vain, the most asked first, and how many other questions whose words are not kept.
    Unanswered(Vec<AskedInVain>, usize),
}

/// Numbers of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskStatistics {
    /// In the last seven days, and in all.
    pub all: (usize, usize),
    /// The same by what became of the questions, by the names of outcomes.
    pub became: Vec<(String, usize, usize)>,
    /// The same by the door.
    pub doors: Vec<(String, usize, usize)>,
    /// The day of the first, as "2026-11-24".
    pub since: Option<String>,
    /// What half of the answers took at most, in microseconds.
    pub median_micros: Option<u64>,
}

/// Something that people want to know and the base does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedInVain {
    /// How it was asked most.
    pub question: String,
    /// How often it was asked, in whatever words.
    pub count: usize,
    /// When it was last asked, as "2026-11-24".
    pub last: String,
    /// The question of the nearest fact, with its score in hundredths.
    pub nearest: Option<(String, u32)>,
}

/// How many questions are shown.
const MOST: usize = 10;
/// A question in the list, in units after escaping; with the rest of its lines ten fit the body of a card.
const QUESTION: usize = 180;

/// The page as a reply.
#[must_use]
pub fn compose_desk_told(told: &DeskTold) -> Reply {
    let (title, lines) = match told {
        DeskTold::Statistics(numbers) => (wording_desk::STATISTICS, statistics(numbers)),
        DeskTold::Unanswered(asked, wordless) => (wording_desk::UNANSWERED, unanswered(asked, *wordless)),
    };
    notice(Some(title), lines.join("\n"), Visibility::AskerOnly)
}

fn statistics(numbers: &DeskStatistics) -> Vec<String> {
    let Some(since) = &numbers.since else { return vec![wording_desk::NOTHING_ASKED.to_owned()] };
    let (recent, all) = numbers.all;
    let counted = |rows: &[(String, usize, usize)]| -> Vec<String> {
        rows.iter().map(|(name, recent, all)| wording_desk::counted(name, *recent, *all)).collect()
    };
    let heading = [wording_desk::heading(since), wording_desk::counted(wording_desk::QUESTIONS, recent, all)];
    let doors = std::iter::once(String::new()).chain([wording_desk::DOORS.to_owned()]).chain(counted(&numbers.doors));
    let time = numbers.median_micros.map(wording_desk::median);
    let time = time.into_iter().flat_map(|line| [String::new(), line]);
    heading.into_iter().chain(counted(&numbers.became)).chain(doors).chain(time).collect()
}

fn unanswered(asked: &[AskedInVain], wordless: usize) -> Vec<String> {
    let line = |(number, asked): (usize, &AskedInVain)| {
        let question = limits::fit_escaped(&asked.question.split_whitespace().collect::<Vec<_>>().join(" "), QUESTION);
        let nearest = asked.nearest.as_ref().map(|(nearest, score)| (limits::fit_escaped(nearest, QUESTION), *score));
        wording_desk::asked_in_vain(number, &question, asked.count, &asked.last, nearest.as_ref())
    };
    let mut lines: Vec<String> = (1..).zip(asked.iter().take(MOST)).map(line).collect();
    if lines.is_empty() {
        lines.push(wording_desk::NOTHING_IN_VAIN.to_owned());
    }
    let more = asked.len().saturating_sub(MOST);
    lines.extend((more > 0).then(|| wording_desk::more(more)));
    lines.extend((wordless > 0).then(|| wording_desk::wordless(wordless)));
    lines
}
