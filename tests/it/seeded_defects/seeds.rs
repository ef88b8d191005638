//! The defects that are seeded, one a line: what kind, in which key of a fact, what stands there and what shall. They are
//! of the sorts that slip in when people edit facts, and every file of the base gets some.

/// A defect to be sown in the first fact that has a place for it.
#[derive(Debug)]
pub struct Seed {
    kind: &'static str,
    /// The key whose value is changed; of a stolen wording, the id of the fact that gets it.
    key: &'static str,
    from: &'static str,
    to: &'static str,
}

/// The kind whose seeds need all wordings of the base.
const STOLEN: &str = "stolen wording";
/// Stands for what makes an answer too long.
const LONG: &str = "{long}";

const fn seed(kind: &'static str, key: &'static str, from: &'static str, to: &'static str) -> Seed {
    Seed { kind, key, from, to }
}

impl Seed {
    /// Whether it needs all wordings of the base.
    pub fn is_of_wordings(&self) -> bool {
        self.kind == STOLEN
    }

    /// Whether a record has a place for it.
    pub fn fits(&self, record: &str) -> bool {
        self.place(record).is_some()
    }

    /// The record with the defect.
    pub fn sown(&self, record: &str) -> String {
        let at = self.place(record).expect("it fits");
        let to = self.to.replace(LONG, &"It is said again and again. ".repeat(40));
        format!("{}{to}{}", &record[..at], &record[at + self.from.len()..])
    }

    /// Where in the record the defect goes.
    fn place(&self, record: &str) -> Option<usize> {
        if self.is_of_wordings() {
            let is_its_fact = record.contains(&format!("\nid = \"{}\"\n", self.key));
            return record.find(self.from).filter(|_| is_its_fact);
        }
        let start = record.find(&format!("\n{} = ", self.key))? + 1;
        let value = &record[start..];
        let is_list = value.lines().next().is_some_and(|line| line.ends_with('['));
        let end = if is_list { value.find("\n]") } else { value.find('\n') }.unwrap_or(value.len());
        value[..end].find(self.from).map(|at| start + at)
    }
}

/// All hundred.
pub const SEEDS: [Seed; 100] = [
    seed("wrong figure", "answer", "139", "193"),
    seed("wrong figure", "answer", "139", "140"),
    seed("wrong figure", "answer", "139", "39"),
    seed("wrong figure", "answer", "200", "2,000"),
    seed("wrong figure", "answer", "200", "20"),
    seed("wrong figure", "answer", "four", "five"),
    seed("wrong figure", "answer", "two months", "three months"),
    seed("wrong figure", "answer", "dozens", "hundreds"),
    seed("wrong figure", "answer", "first independent", "second independent"),
    seed("wrong figure", "question", "February 2025", "February 2026"),
    seed("swapped date", "answer", "February 2025", "December 2024"),
    seed("swapped date", "answer", "February 2025", "March 2025"),
    seed("swapped date", "answer", "February 2025", "February 2024"),
    seed("swapped date", "answer", "December 2024", "February 2025"),
    seed("swapped date", "answer", "December 2024", "December 2025"),
    seed("swapped date", "answer", "In 2024", "In 2023"),
    seed("swapped date", "answer", "early 2024", "late 2024"),
    seed("swapped date", "answer", "early 2024", "early 2025"),
    seed("swapped date", "when", "\"2024\"", "\"2023\""),
    seed("swapped date", "when", "\"2025-02\"", "\"2025-12\""),
    seed("swapped date", "when", "\"2024-12\"", "\"2024-02\""),
    seed("misspelt name", "answer", "Kamaletdinov", "Kamaletdynov"),
    seed("misspelt name", "answer", "Lacroix", "Lacriox"),
    seed("misspelt name", "answer", "Asmah", "Asmeh"),
    seed("misspelt name", "answer", "Abyei", "Abyie"),
    seed("misspelt name", "answer", "Almaty", "Almatty"),
    seed("misspelt name", "answer", "Golan", "Golen"),
    seed("misspelt name", "answer", "Kazakhstan", "Kazakstan"),
    seed("misspelt name", "answer", "Disengagement", "Disengagment"),
    seed("misspelt name", "question", "Kamaletdinov", "Kamalednov"),
    seed("misspelt name", "question", "Astana", "Astanna"),
    seed("misspelt name", "keywords", "Lacroix", "Lacruix"),
    seed("another name", "answer", "Anita Asmah", "Anita Smith"),
    seed("another name", "answer", "South Sudan", "North Sudan"),
    seed("another name", "answer", "Lebanon", "Syria"),
    seed("another name", "answer", "New York", "Geneva"),
    seed("another name", "answer", "Security Council", "General Assembly"),
    seed("another name", "answer", "Sultan Kamaletdinov", "Sultan Lacroix"),
    seed("wrong sentence number", "cites", "sentence = 1,", "sentence = 2,"),
    seed("wrong sentence number", "cites", "sentence = 2,", "sentence = 1,"),
    seed("wrong sentence number", "cites", "sentence = 3,", "sentence = 2,"),
    seed("wrong sentence number", "cites", "paragraph = 11, sentence = 2", "paragraph = 12, sentence = 2"),
    seed("wrong sentence number", "cites", "paragraph = 14,", "paragraph = 15,"),
    seed("wrong sentence number", "cites", "paragraph = 16,", "paragraph = 61,"),
    seed("wrong sentence number", "cites", "paragraph = 18,", "paragraph = 17,"),
    seed("wrong sentence number", "cites", "paragraph = 7, sentence = 2", "paragraph = 7, sentence = 3"),
    seed("wrong sentence number", "cites", "paragraph = 2,", "paragraph = 3,"),
    seed("wrong sentence number", "cites", "paragraph = 19, sentence = 2", "paragraph = 19, sentence = 1"),
    seed("altered quote", "cites", "two months later", "two months after"),
    seed("altered quote", "cites", "U.N. Security", "UN Security"),
    seed("altered quote", "cites", "temporary and permanent", "permanent and temporary"),
    seed("altered quote", "cites", "fully prepared", "completely prepared"),
    seed("altered quote", "cites", "academic and hands-on", "academic and practical"),
    seed("altered quote", "cites", "moral strength", "morale strength"),
    seed("altered quote", "cites", "South Sudan and Abyei", "South Sudan, Abyei"),
    seed("altered quote", "cites", "national flag", "own flag"),
    seed("altered quote", "cites", "raw recruits", "recruits"),
    seed("altered quote", "cites", "have already achieved", "have achieved"),
    seed(
        "stolen wording",
        "medal-date",
        "also_asked = [\n",
        "also_asked = [\n  \"How many peacekeepers did Kazakhstan send to the Golan Heights?\",\n",
    ),
    seed(
        "stolen wording",
        "asmah-who",
        "also_asked = [\n",
        "also_asked = [\n  \"how many soldiers went to the Golan\",\n",
    ),
    seed("stolen wording", "prestige", "also_asked = [\n", "also_asked = [\n  \"WHO IS SULTAN KAMALETDINOV\",\n"),
    seed(
        "stolen wording",
        "rotations",
        "also_asked = [\n",
        "also_asked = [\n  \"where are Kazakhstani peacekeepers deployed\",\n",
    ),
    seed(
        "stolen wording",
        "national-flag",
        "also_asked = [\n",
        "also_asked = [\n  \"can you tell me what the joint session of the Kazakhstani Parliament decided\",\n",
    ),
    seed(
        "stolen wording",
        "readiness",
        "also_asked = [\n",
        "also_asked = [\n  \"please, when did the Kazakh peacekeepers receive their medals?\",\n",
    ),
    seed(
        "stolen wording",
        "obligation",
        "also_asked = [\n",
        "also_asked = [\n  \"How much unexploded ordnance did Kazakh contingent defuse\",\n",
    ),
    seed(
        "stolen wording",
        "evacuees",
        "also_asked = [\n",
        "also_asked = [\n  \"At which centers were the peacekeepers traind?\",\n",
    ),
    seed(
        "stolen wording",
        "astana-desire",
        "also_asked = [\n",
        "also_asked = [\n  \"With whom have Kazakh troops served in the other peacekeeping missions?\",\n",
    ),
    seed(
        "stolen wording",
        "selection-rules",
        "also_asked = [\n",
        "also_asked = [\n  \"what is the rank of Lt. Gen. Sultan Kamaletdinov\",\n",
    ),
    seed("invented clause", "answer", ".\"", ", and their families were proud of them.\""),
    seed("invented clause", "answer", ".\"", "; the mission cost several million dollars.\""),
    seed("invented clause", "answer", ".\"", ", which surprised many observers abroad.\""),
    seed("invented clause", "answer", ".\"", " after a long debate in the capital.\""),
    seed("invented clause", "answer", ".\"", " despite criticism from neighbouring states.\""),
    seed("invented clause", "answer", ".\"", ", according to a spokesman of the army.\""),
    seed("invented clause", "answer", ".\"", " under the command of a French general.\""),
    seed("invented clause", "answer", ".\"", " and will be expanded next year.\""),
    seed("invented clause", "answer", ".\"", "; nobody was injured.\""),
    seed("invented clause", "answer", ".\"", " with the help of foreign instructors.\""),
    seed("invented clause", "answer", ".\"", ", as the president announced on television.\""),
    seed("invented clause", "answer", ".\"", " because of tensions at the border.\""),
    seed("turned round", "answer", "fully prepared", "poorly prepared"),
    seed("turned round", "answer", "positive attention", "negative attention"),
    seed("turned round", "answer", "were given", "were not given"),
    seed("turned round", "answer", "are the qualities", "are not the qualities"),
    seed("unknown key", "related", "related =", "relatd ="),
    seed("unknown key", "keywords", "keywords =", "keyword ="),
    seed("unknown key", "when", "when =", "wen ="),
    seed("unknown key", "answer", "answer =", "anwser ="),
    seed("unknown key", "cites", "quote =", "qoute ="),
    seed("dangling related", "related", "\"contingent-size\"", "\"contingent-sise\""),
    seed("dangling related", "related", "\"evacuees\"", "\"evacuee\""),
    seed("dangling related", "related", "\"prestige\"", "\"reputation\""),
    seed("dangling related", "related", "\"mission-objectives\"", "\"objectives\""),
    seed("duplicate id", "id", "\"start-delay\"", "\"contingent-size\""),
    seed("duplicate id", "id", "\"bases-protected\"", "\"medal-date\""),
    seed("overlong answer", "answer", ".\"", ". {long}\""),
    seed(
        "overlong quote",
        "cites",
        "139 service members started their mission",
        "Kazakh peacekeepers to the Golan Heights, and 139 service members started their mission two months later",
    ),
    seed("review is over", "question", "question = \"", "review_by = \"2025-12-31\"\nquestion = \""),
    seed("colliding synonym", "words", "\"contingent\"", "\"troops\", \"contingent\""),
    seed("colliding synonym", "words", "\"flag\"", "\"medals\", \"flag\""),
];
