//! 离岗: entered by half-days; then what falls into it, and one 代办 for all of it (R45).

use xieban_domain::absence::{AbsenceKind, Half, HalfDay, KeepAbsence};
use xieban_domain::acting::ActFor;
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::number::CaseId;
use xieban_domain::staff::{Role, StaffCode};
use xieban_domain::visitor::LONGEST_WORDS;
use xieban_office::{AbsenceImpact, question};
use xieban_term::{Canvas, Code, Key, Tone};

use super::dialog::{Dialog, Outcome};
use crate::event::{Acted, Ticket};
use crate::form::{Form, NO_DATE, date};
use crate::keymap::digit;
use crate::layer::{Action, KeyHint, Layer, News};
use crate::pending::Pending;
use crate::widget::case_line::{columns, tone};
use crate::world::World;

/// Cases shown.
const SHOWN: usize = 6;

/// Who may be chosen.
fn officers(world: &World, may: impl Fn(&StaffCode) -> bool) -> Vec<(StaffCode, String)> {
    let active = world.header.staff.active().into_iter();
    let officers = active.filter(|staff| staff.is(Role::Officer) && may(&staff.code)).take(9);
    officers.map(|staff| (staff.code.clone(), staff.name.clone())).collect()
}

fn names(people: &[(StaffCode, String)]) -> Vec<String> {
    people.iter().map(|(_, name)| name.clone()).collect()
}

/// Who is away, why and when. A leader enters it for others too.
pub(crate) fn absence(world: &World) -> Dialog {
    ask(world, None)
}

/// As it was filled in, if it was refused: nothing typed is lost.
fn ask(world: &World, refused: Option<(&KeepAbsence, String)>) -> Dialog {
    let (me, leads) = (world.me.clone(), world.leads());
    let people = officers(world, |code| leads || Some(code) == me.as_ref());
    let at = people.iter().position(|(code, _)| Some(code) == me.as_ref()).unwrap_or(0);
    let mut form = Form::new()
        .choice(0, "谁", names(&people), Some(at))
        .choice(1, "种类", AbsenceKind::ALL.map(AbsenceKind::name), Some(0))
        .text_field(2, "从哪天", 10)
        .choice(3, "起于", Half::BOTH.map(Half::name), Some(0))
        .text_field(4, "到哪天", 10)
        .choice(5, "止于", Half::BOTH.map(Half::name), Some(1))
        .text_field(6, "原因", LONGEST_WORDS);
    let next = world.facts.calendar.next_open(world.now().date()).to_string();
    form.set_text(2, &next);
    form.set_text(4, &next);
    let mut lines = Vec::new();
    if let Some((keep, why)) = refused {
        let half = |half: Half| Half::BOTH.iter().position(|each| *each == half);
        form.choose(0, people.iter().position(|(code, _)| *code == keep.officer));
        form.choose(1, AbsenceKind::ALL.iter().position(|kind| *kind == keep.kind));
        form.choose(3, half(keep.from.half));
        form.choose(5, half(keep.to.half));
        form.set_text(2, &keep.from.date.to_string());
        form.set_text(4, &keep.to.date.to_string());
        form.set_text(6, &keep.reason);
        lines.push(why);
    }
    let dialog = Dialog::new("离岗", form, move |form, _| {
        let half = |day: usize, half: usize| {
            let date = date(&form.text(day))?;
            Some(HalfDay { date, half: *Half::BOTH.get(form.chosen(half)?)? })
        };
        let (Some(from), Some(to)) = (half(2, 3), half(4, 5)) else {
            return Outcome::Wait(NO_DATE);
        };
        let who = form.chosen(0).and_then(|at| people.get(at)).cloned();
        let kind = form.chosen(1).and_then(|at| AbsenceKind::ALL.get(at)).copied();
        let (Some((officer, _)), Some(kind)) = (who, kind) else {
            return Outcome::Wait("请选谁离岗、什么种类。");
        };
        let reason = form.text(6);
        let keep = KeepAbsence { officer, kind, from, to, reason, number: None, cancelled: false };
        Outcome::Open(Box::new(Falls {
            keep,
            away: None,
            saving: None,
            asking: Pending::none(),
            said: String::new(),
        }))
    });
    dialog.explained(lines)
}

/// What falls into an absence that is being saved.
struct Falls {
    keep: KeepAbsence,
    away: Option<Box<AbsenceImpact>>,
    saving: Option<Ticket>,
    asking: Pending<question::Away>,
    said: String,
}

impl Falls {
    /// One 代办 for every case: proposed by the officer, decided by a leader.
    fn acting(&self, world: &World) -> Option<Dialog> {
        let cases: Vec<CaseId> = self.away.as_ref()?.cases.iter().map(|row| row.record.case.id()).collect();
        let owner = self.keep.officer.clone();
        let (leads, until) = (world.leads() && world.me.as_ref() != Some(&owner), self.keep.to.date);
        let people = officers(world, |code| *code != owner);
        let mut form =
            Form::new().choice(0, "代办人", names(&people), Some(0)).text_field(1, "理由", LONGEST_WORDS);
        form.set_text(1, self.keep.kind.name());
        let (title, count) = (if leads { "代办" } else { "提请代办" }, cases.len());
        let line = format!("{count}件由一人代办到{until}，到期自行结束；直接责任人不变。");
        let dialog = Dialog::new(title, form, move |form, _| {
            let Some((officer, _)) = form.chosen(0).and_then(|at| people.get(at)).cloned() else {
                return Outcome::Wait("请选代办人。");
            };
            let act = ActFor { cases: cases.clone(), officer, until: Some(until), reason: form.text(1) };
            Outcome::Command(Command::Office(match leads {
                true => OfficeCommand::AppointActingFor(act),
                false => OfficeCommand::ProposeActing(act),
            }))
        });
        (count > 0).then(|| dialog.explained(vec![line]))
    }
}

impl Layer for Falls {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        let (saving, act) = world.act(Command::Office(OfficeCommand::KeepAbsence(self.keep.clone())));
        self.saving = Some(saving);
        "正在保存……".clone_into(&mut self.said);
        vec![Action::Do(act)]
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        match (digit(key), key.code) {
            (Some(1), _) => {
                let acting = self.acting(world)?;
                Some(vec![Action::Close, Action::Open(Box::new(acting))])
            }
            (_, Code::Esc | Code::Enter) if self.saving.is_none() => Some(vec![Action::Close]),
            (_, Code::Esc | Code::Enter) => Some(Vec::new()),
            _ => None,
        }
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        if let Some(away) = self.asking.answer(news) {
            self.away = Some(away.clone());
            return Vec::new();
        }
        match news {
            News::Acted(ticket, outcome) if self.saving == Some(*ticket) => {
                self.saving = None;
                let why = match outcome {
                    Ok(_) => None,
                    Err(Acted::Refused(refusal)) => Some(refusal.to_string()),
                    Err(Acted::Failed(sentence)) => Some(sentence.clone()),
                };
                if let Some(why) = why {
                    let again = ask(world, Some((&self.keep, why)));
                    return vec![Action::Close, Action::Open(Box::new(again))];
                }
                "离岗已登记。".clone_into(&mut self.said);
                let KeepAbsence { officer, from, to, .. } = self.keep.clone();
                vec![self.asking.ask(question::Away { officer, from, to }, world)]
            }
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let mut lines = vec![(self.said.clone(), Tone::Notice)];
        if let Some(away) = &self.away {
            let slots: Vec<String> = away.slots.iter().map(HalfDay::to_string).collect();
            let slots = if slots.is_empty() { "没有".to_owned() } else { slots.join("、") };
            lines.push((format!("其间值班：{slots}"), Tone::Text));
            lines.push((format!("其间到期 {} 件", away.cases.len()), Tone::Title));
            for row in away.cases.iter().take(SHOWN) {
                let [light, number, visitor, title, ..] = columns(row, world);
                lines.push((format!("  {light}  {number}  {visitor}  {title}"), tone(row.light)));
            }
            if away.cases.len() > SHOWN {
                lines.push((format!("  还有 {} 件", away.cases.len() - SHOWN), Tone::Dim));
            }
            if !away.cases.is_empty() {
                lines.push(("1 这些件一并代办".to_owned(), Tone::Key));
            }
        }
        let cells = width.saturating_sub(4).min(70);
        let inner = usize::from(cells.saturating_sub(4));
        let wrapped = lines.into_iter().flat_map(|(line, tone)| {
            xieban_text::wrap(canvas.metrics, &line, inner).into_iter().map(move |line| (line, tone))
        });
        let wrapped: Vec<(String, Tone)> = wrapped.collect();
        let rows = u16::try_from(wrapped.len()).unwrap_or(9).saturating_add(3).min(height);
        let (x, y) = ((width.saturating_sub(cells)) / 2, (height.saturating_sub(rows)) / 2);
        canvas.frame(x, y, cells, rows, "离岗");
        for ((line, tone), row) in wrapped.iter().zip(y + 1..y + rows.saturating_sub(2)) {
            canvas.put(x + 2, row, line, *tone);
        }
        canvas.put(x + 2, y + rows.saturating_sub(2), "Esc 返回", Tone::Dim);
    }

    fn hints(&self, _: &World) -> Vec<KeyHint> {
        vec![("1".to_owned(), "一并代办".to_owned())]
    }

    fn name(&self) -> &'static str {
        "离岗"
    }

    fn floats(&self) -> bool {
        true
    }
}
