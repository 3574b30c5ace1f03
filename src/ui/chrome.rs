//! What stands round every screen: the header, the counts, the supervision numbers (R26), the news, the key line.

use xieban_domain::moment::screen_date;
use xieban_term::{Canvas, Tone};

use super::keymap::BINDINGS;
use super::layer::{KeyHint, Message};
use super::world::World;

/// Rows above the body.
pub(super) const ABOVE: u16 = 3;
/// Rows below the body: line, message, hotlines, keys.
pub(super) const BELOW: u16 = 4;

/// Draws header and footer round a screen.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    world: &World,
    name: &str,
    message: Option<&Message>,
    news: &str,
    hints: &[KeyHint],
) {
    let (width, height) = canvas.size();
    header(canvas, world, name);
    tabs(canvas, world, name);
    canvas.across(0, 2, width, Tone::Frame);
    if height < ABOVE + BELOW {
        return;
    }
    edge(canvas, world, height - 4);
    if let Some(message) = message {
        say(canvas, world, height - 3, message);
    }
    hotlines(canvas, world, height - 2, news);
    keys(canvas, height - 1, hints);
}

/// The message line. What is longer than the row begins on the line above it, where nothing is wrong with the store.
fn say(canvas: &mut Canvas<'_>, world: &World, y: u16, message: &Message) {
    let (width, _) = canvas.size();
    let tone = if message.bad { Tone::Error } else { Tone::Notice };
    let mark = if message.bad { "! " } else { "  " };
    let lines = xieban_text::wrap(canvas.metrics, &message.text, usize::from(width).saturating_sub(4));
    let (above, rest) = match lines.split_first() {
        Some((first, rest)) if !rest.is_empty() && world.standing.alarm.is_none() => {
            (Some(first), rest.concat())
        }
        Some(_) | None => (None, message.text.clone()),
    };
    if let Some(first) = above {
        canvas.clear(0, y - 1, width, 1);
        canvas.put(1, y - 1, &format!("{mark}{first}"), tone);
    }
    let mark = if above.is_some() { "  " } else { mark };
    canvas.put_in(1, y, width.saturating_sub(2), &format!("{mark}{rest}"), tone);
}

/// The line under the body. What is wrong with the store stands on it, on every screen.
pub(super) fn edge(canvas: &mut Canvas<'_>, world: &World, y: u16) {
    let (width, _) = canvas.size();
    canvas.across(0, y, width, Tone::Frame);
    if let Some(alarm) = &world.standing.alarm {
        canvas.put(2, y, &format!(" ! {alarm} "), Tone::Error);
    }
}

/// The desk, the two responsible persons with their posts, the hour. Posts give way first where there is no room.
fn header(canvas: &mut Canvas<'_>, world: &World, name: &str) {
    let (width, _) = canvas.size();
    let today = world.now().date();
    let hour = format!("{} {}", screen_date(today, today), world.now().clock());
    let mut x = canvas.put(1, 0, name, Tone::Title) + 1;
    x = canvas.put(x, 0, &world.desk, Tone::Text) + 1;
    if world.header.settings.practice {
        x = canvas.put(x, 0, "演练", Tone::Practice) + 1;
    }
    let leader = world.header.duty.leader.as_ref().and_then(|code| world.header.staff.get(code));
    let me = world.myself();
    let person = |staff: &xieban_domain::staff::Staff, post: bool| match post {
        true => format!("{} {}", staff.name, staff.post),
        false => staff.name.clone(),
    };
    let line = |posts: (bool, bool)| {
        let me = me.map_or_else(String::new, |me| format!(" {} {} ", role(me), person(me, posts.0)));
        (me, leader.map(|leader| person(leader, posts.1)))
    };
    let room = usize::from(width.saturating_sub(x + 2)).saturating_sub(canvas.metrics.width(&hour));
    let needed = |(me, leader): &(String, Option<String>)| {
        canvas.metrics.width(me) + 10 + leader.as_ref().map_or(9, |leader| canvas.metrics.width(leader))
    };
    let fitting =
        [(true, true), (true, false), (false, false)].into_iter().map(line).find(|line| needed(line) <= room);
    let (me, leader) = fitting.unwrap_or_else(|| line((false, false)));
    x = canvas.put(x, 0, &me, Tone::Text);
    x = canvas.put(x, 0, " 值班领导 ", Tone::Label);
    match leader {
        Some(leader) => canvas.put(x, 0, &leader, Tone::Text),
        None => canvas.put(x, 0, "红 待明确", Tone::Red),
    };
    canvas.put_before(width.saturating_sub(1), 0, &hour, Tone::Text);
}

/// The role a person is here in: an officer first of all.
fn role(staff: &xieban_domain::staff::Staff) -> &'static str {
    staff.roles.iter().next().map_or("", |role| role.name())
}

fn tabs(canvas: &mut Canvas<'_>, world: &World, name: &str) {
    let (width, _) = canvas.size();
    let counts = world.header.counts;
    let mine = if world.me.is_some() { format!("F3办件 {}", counts.mine) } else { "F3办件".to_owned() };
    let mut x = 1;
    let names = ["登记", "办件", "值班", "投诉", "监督"];
    for (tab, text) in names.into_iter().zip(["F2登记", mine.as_str(), "F4值班", "F5投诉", "F6监督"])
    {
        x = match tab == name {
            true => canvas.put(x, 1, &format!("[{text}]"), Tone::Title),
            false => canvas.put(x, 1, &format!(" {text} "), Tone::Dim),
        };
    }
    let waiting = world.header.line.open.len();
    let approvals = match world.leads() {
        true => format!("待审 {}  ", counts.approvals),
        false => String::new(),
    };
    let day = format!("{approvals}等候 {waiting}  接待 {}  咨询 {}", counts.received, counts.tallied);
    // Where the counts have grown long, the blanks between them give way first.
    let room = usize::from(width.saturating_sub(x + 1));
    let day = if canvas.metrics.width(&day) > room { day.replace("  ", " ") } else { day };
    canvas.put_before(width.saturating_sub(1), 1, &day, Tone::Text);
}

/// R26: both numbers, on every screen; the second says 短信.
pub(super) fn hotlines(canvas: &mut Canvas<'_>, world: &World, y: u16, news: &str) {
    let settings = &world.header.settings;
    let text = format!("作风投诉 {}  短信 {}", settings.hotline, settings.sms);
    let x = canvas.put(1, y, &text, Tone::Hotline);
    if !news.is_empty() {
        let room = canvas.size().0.saturating_sub(x + 1);
        canvas.put_in(x, y, room, &format!(" | {news}"), Tone::Dim);
    }
}

/// 演练 at the end of the row of the numbers, which is on every screen: for where something covers the header.
pub(super) fn practice(canvas: &mut Canvas<'_>, world: &World) {
    if world.header.settings.practice {
        let (width, height) = canvas.size();
        canvas.put_before(width.saturating_sub(1), height.saturating_sub(2), " 演练", Tone::Practice);
    }
}

/// The next keys, always on the bottom line; Esc and F1 at its right end.
pub(super) fn keys(canvas: &mut Canvas<'_>, y: u16, hints: &[KeyHint]) {
    let (width, _) = canvas.size();
    let ends = "Esc返回 F1帮助";
    let room = width.saturating_sub(u16::try_from(canvas.metrics.width(ends)).unwrap_or(0) + 2);
    let mut x = 1;
    let globals = BINDINGS.iter().filter(|binding| ["来电", "答一句", "遮屏"].contains(&binding.short));
    let globals = globals.map(|binding| (binding.key.to_string(), binding.short.to_owned()));
    for (key, what) in hints.iter().cloned().chain(globals) {
        let cells = u16::try_from(canvas.metrics.width(&key) + canvas.metrics.width(&what)).unwrap_or(0);
        if x + cells > room {
            break;
        }
        x = canvas.put(x, y, &key, Tone::Key);
        x = canvas.put(x, y, &what, Tone::Text) + 1;
    }
    canvas.put_before(width.saturating_sub(1), y, ends, Tone::Dim);
}
