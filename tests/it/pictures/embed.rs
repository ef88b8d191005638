//! A channel with one question and the message that the bot posts: its JSON, drawn as Discord shows it.

use std::path::Path;

use factdesk::answer::Thresholds;
use factdesk::knowledge::load;
use textwrap::wrap;
use twilight_model::channel::message::Embed;

use super::svg::Drawing;
use crate::loopback::Loopback;

const WIDTH: usize = 640;
const LINE: usize = 19;
/// Where texts of a message begin, right of the picture of its author.
const LEFT: usize = 72;
/// Letters of the usual size that fit into the embed.
const COLUMNS: usize = 64;
const FONTS: &str = "'gg sans', 'Noto Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif";
const QUESTION: &str = "how many peacekepers went?";

const NAME: &str = "font-size=\"15\" font-weight=\"600\" fill=\"#f2f3f5\"";
const BODY: &str = "font-size=\"14\" fill=\"#dbdee1\"";
const BOLD: &str = "font-size=\"14\" font-weight=\"600\" fill=\"#f2f3f5\"";
const SMALL: &str = "font-size=\"12\" fill=\"#b5bac1\"";

#[tokio::test]
async fn the_picture_of_discord_shows_what_the_bot_posts() {
    let discord = Loopback::start().await;
    let knowledge = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")).knowledge;
    let desk = discord.runs_a_desk_that_answers_from(knowledge, Thresholds::default()).await;
    let asked = discord.member_says(&format!("@desk {QUESTION}"));
    let posted = discord.next_message().await.message;
    assert_eq!(desk.stops().await, Ok(()));
    discord.finish();
    let embed = posted.embeds.first().expect("the answer is an embed");

    let mut rows = Drawing::new(WIDTH);
    author(&mut rows, 20, &asked.author.name, "#5865f2");
    rows.rectangle((LEFT, 43), (82, 21), 3, "#3c4270");
    rows.text((LEFT + 4, 58), "font-size=\"14\" fill=\"#c9cdfb\"", "@factdesk");
    rows.text((LEFT + 90, 58), BODY, QUESTION);
    author(&mut rows, 84, &posted.author.name, "#2e7d32");
    rows.rectangle((LEFT + 80, 90), (34, 15), 3, "#5865f2");
    rows.text((LEFT + 85, 101), "font-size=\"10\" font-weight=\"600\" fill=\"#ffffff\"", "APP");
    let end = draw(&mut rows, embed, 116);

    let height = end + 20;
    let mut drawing = Drawing::new(WIDTH);
    drawing.rectangle((0, 0), (WIDTH, height), 10, "#313338");
    drawing.rectangle((LEFT, 112), (WIDTH - LEFT - 24, end - 112), 4, "#2b2d31");
    let colour = format!("#{:06x}", embed.color.unwrap_or_default());
    drawing.rectangle((LEFT, 112), (4, end - 112), 2, &colour);
    drawing.element(rows.body().trim_end());
    super::check("discord.svg", &drawing.finish(height, FONTS, "factdesk in Discord"));
}

fn author(drawing: &mut Drawing, y: usize, name: &str, colour: &str) {
    drawing.element(&format!("<circle cx=\"40\" cy=\"{}\" r=\"19\" fill=\"{colour}\"/>", y + 16));
    let initial = name.chars().take(1).collect::<String>().to_uppercase();
    let style = "font-size=\"16\" font-weight=\"600\" fill=\"#ffffff\" text-anchor=\"middle\"";
    drawing.text((40, y + 22), style, &initial);
    drawing.text((LEFT, y + 17), NAME, name);
}

/// Draws the embed from this height on and says where it ends.
fn draw(drawing: &mut Drawing, embed: &Embed, top: usize) -> usize {
    let mut y = top + 8;
    let mut line = |drawing: &mut Drawing, indent: usize, style: &str, text: &str| {
        y += LINE;
        drawing.text((LEFT + 18 + indent, y - 4), style, text);
        y
    };
    for text in wrap(embed.title.as_deref().unwrap_or_default(), COLUMNS - 6) {
        line(drawing, 0, "font-size=\"15\" font-weight=\"600\" fill=\"#f2f3f5\"", &text);
    }
    for text in wrap(embed.description.as_deref().unwrap_or_default(), COLUMNS) {
        line(drawing, 0, BODY, &text);
    }
    for field in &embed.fields {
        line(drawing, 0, BODY, "");
        line(drawing, 0, BOLD, &field.name);
        for written in field.value.lines() {
            let quote = written.strip_prefix("> ");
            for text in wrap(quote.unwrap_or(written), COLUMNS) {
                let y = line(drawing, if quote.is_some() { 14 } else { 0 }, BODY, &text);
                if quote.is_some() {
                    drawing.rectangle((LEFT + 18, y - LINE + 2), (4, LINE - 2), 2, "#4e5058");
                }
            }
        }
    }
    if let Some(footer) = &embed.footer {
        line(drawing, 0, BODY, "");
        line(drawing, 0, SMALL, &footer.text);
    }
    y + 10
}
