//! Numbers in words become figures: "one hundred and thirty-nine" is 139. Ordinals and the word "one" stay words,
//! because they mostly do not count anything.

/// The value of a run of number words at the front of `words`, and how many words it takes.
#[must_use]
pub(super) fn leading_number<'a>(words: impl Iterator<Item = &'a str>) -> Option<(u64, usize)> {
    let mut total = 0;
    let mut group = 0;
    let mut taken = 0;
    let mut last_meaningful = 0;
    let mut last_step = Step::Start;
    for word in words {
        let Some(part) = part_of_number(word) else { break };
        let Some(step) = fits(&last_step, &part) else { break };
        taken += 1;
        match part {
            Part::Unit(value) | Part::Ten(value) => group += value,
            Part::Hundred => group = group.max(1) * 100,
            Part::Thousand => {
                total += group.max(1) * 1_000;
                group = 0;
            }
            Part::And => {}
        }
        if !matches!(part, Part::And) {
            last_meaningful = taken;
        }
        last_step = step;
    }
    let value = total + group;
    (last_meaningful > 0 && value > 1).then_some((value, last_meaningful))
}

enum Part {
    Unit(u64),
    Ten(u64),
    Hundred,
    Thousand,
    And,
}

enum Step {
    Start,
    Unit,
    Ten,
    Large,
    And,
}

/// What may follow what, so that "two three" is two numbers and "and" never starts one.
fn fits(last: &Step, part: &Part) -> Option<Step> {
    match (last, part) {
        (Step::Start | Step::Large | Step::And, Part::Ten(_)) => Some(Step::Ten),
        (Step::Start | Step::Ten | Step::Large | Step::And, Part::Unit(_)) => Some(Step::Unit),
        (Step::Start | Step::Unit | Step::Ten, Part::Hundred | Part::Thousand) | (Step::Large, Part::Thousand) => {
            Some(Step::Large)
        }
        (Step::Large, Part::And) => Some(Step::And),
        _ => None,
    }
}

fn part_of_number(word: &str) -> Option<Part> {
    let part = match word {
        "and" => Part::And,
        "one" => Part::Unit(1),
        "two" => Part::Unit(2),
        "three" => Part::Unit(3),
        "four" => Part::Unit(4),
        "five" => Part::Unit(5),
        "six" => Part::Unit(6),
        "seven" => Part::Unit(7),
        "eight" => Part::Unit(8),
        "nine" => Part::Unit(9),
        "ten" => Part::Unit(10),
        "eleven" => Part::Unit(11),
        "twelve" => Part::Unit(12),
        "thirteen" => Part::Unit(13),
        "fourteen" => Part::Unit(14),
        "fifteen" => Part::Unit(15),
        "sixteen" => Part::Unit(16),
        "seventeen" => Part::Unit(17),
        "eighteen" => Part::Unit(18),
        "nineteen" => Part::Unit(19),
        "twenty" => Part::Ten(20),
        "thirty" => Part::Ten(30),
        "forty" => Part::Ten(40),
        "fifty" => Part::Ten(50),
        "sixty" => Part::Ten(60),
        "seventy" => Part::Ten(70),
        "eighty" => Part::Ten(80),
        "ninety" => Part::Ten(90),
        "hundred" | "hundreds" => Part::Hundred,
        "thousand" => Part::Thousand,
        _ => return None,
    };
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::leading_number;

    #[test]
    fn number_words_are_read_as_one_figure() {
        let check = |words: &str, expected| assert_eq!(leading_number(words.split(' ')), expected, "{words}");
        check("one hundred and thirty nine soldiers", Some((139, 5)));
        check("two hundred bombs", Some((200, 2)));
        check("four staff officers", Some((4, 1)));
        check("thirty nine", Some((39, 2)));
        check("two thousand and twenty five", Some((2025, 5)));
        check("two three", Some((2, 1)));
        check("two and three", Some((2, 1)));
        check("hundred and", Some((100, 1)));
        check("one of them", None);
        check("and two", None);
        check("officers", None);
    }
}
