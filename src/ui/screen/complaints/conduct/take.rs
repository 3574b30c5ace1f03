//! 作风投诉登记: anybody takes one in. What is typed stays in this form until it is saved, refused as his own affair, or he signs out;
//! it is no draft and has no request of its own that could be tried again.

use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{Channel, Complainant};
use xieban_domain::conduct::{ReceiptCode, TakeIn};
use xieban_domain::refusal::{Conduct, Reason, Refusal, RefusedField};
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use xieban_office::Done;
use xieban_term::{Canvas, Key, Tone};

use crate::event::{Acted, Ticket};
use crate::form::{Form, KeyOutcome};
use crate::keymap::{SAVE, verb};
use crate::layer::{Action, Message};
use crate::people::{meant, people};
use crate::world::World;

/// Cells of the labels.
const LABEL: u16 = 13;

/// The fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ConductField {
    Channel,
    About,
    Described,
    Content,
    Demand,
    Evidence,
    Named,
    Name,
    Phone,
}

/// The form.
pub(super) struct ConductForm {
    form: Form<ConductField>,
    saving: Option<Ticket>,
    message: Option<Message>,
}

impl ConductForm {
    pub(super) fn blank() -> Self {
        let form = Form::new()
            .choice(ConductField::Channel, "渠道", Channel::ALL.iter().map(|channel| channel.name()), Some(0))
            .text_field(ConductField::About, "被反映人", LONGEST_LINE)
            .text_field(ConductField::Described, "样貌岗位", LONGEST_LINE)
            .text_field(ConductField::Content, "内容", LONGEST_WORDS)
            .text_field(ConductField::Demand, "诉求", LONGEST_WORDS)
            .text_field(ConductField::Evidence, "证据", LONGEST_WORDS)
            .choice(ConductField::Named, "投诉人", ["匿名", "留姓名电话"], None)
            .text_field(ConductField::Name, "姓名", LONGEST_LINE)
            .text_field(ConductField::Phone, "电话", 20);
        let mut taking = Self { form, saving: None, message: None };
        taking.form.note(ConductField::Described, "不知姓名的写明");
        taking.arrange();
        taking
    }

    pub(super) fn is_blank(&self) -> bool {
        [
            ConductField::About,
            ConductField::Described,
            ConductField::Content,
            ConductField::Demand,
            ConductField::Evidence,
            ConductField::Name,
            ConductField::Phone,
        ]
        .iter()
        .all(|id| self.form.text(*id).is_empty())
    }

    /// It comes up. The two offices may begin a file of their own, without a channel.
    pub(super) fn begin(&mut self, world: &World) {
        self.message = None;
        if world.myself().is_some_and(xieban_domain::conduct::is_of_the_offices) {
            let channels = Channel::ALL.iter().map(|channel| channel.name().to_owned());
            let chosen = self.form.chosen(ConductField::Channel);
            self.form.options(ConductField::Channel, channels.chain(["自查发现".to_owned()]).collect());
            self.form.choose(ConductField::Channel, chosen);
        }
    }

    pub(super) fn expects(&self, ticket: Ticket) -> bool {
        self.saving == Some(ticket)
    }

    fn arrange(&mut self) {
        let named = self.form.chosen(ConductField::Named) == Some(1);
        self.form.show(ConductField::Name, named);
        self.form.show(ConductField::Phone, named);
    }

    /// Beside what is typed, whom it means.
    fn say_whom(&mut self, world: &World) {
        let said = meant(&self.form.text(ConductField::About), &world.header.staff);
        self.form.note(ConductField::About, &said);
    }

    pub(super) fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        if self.saving.is_some() {
            return verb(key).is_none().then(Vec::new);
        }
        if key.twin() == SAVE {
            return Some(self.save(world));
        }
        match self.form.key(key) {
            KeyOutcome::Nothing => return None,
            KeyOutcome::Changed(_) => self.changed(world),
            KeyOutcome::PastEnd => return Some(self.save(world)),
            KeyOutcome::Moved | KeyOutcome::PastStart | KeyOutcome::Left(_) => self.say_whom(world),
        }
        Some(Vec::new())
    }

    fn changed(&mut self, world: &World) {
        self.message = None;
        self.arrange();
        self.say_whom(world);
    }

    pub(super) fn paste(&mut self, text: &str, world: &World) {
        if self.saving.is_none() && matches!(self.form.paste(text), KeyOutcome::Changed(_)) {
            self.changed(world);
        }
    }

    fn wait(&mut self, id: ConductField, sentence: &str) -> Vec<Action> {
        self.form.focus_on(id);
        self.message = Some(Message::bad(sentence));
        Vec::new()
    }

    fn save(&mut self, world: &World) -> Vec<Action> {
        let text = |id| self.form.text(id);
        let Ok(about) = people(&text(ConductField::About), &world.header.staff) else {
            return self.wait(ConductField::About, "被反映人请写代码、姓名或拼音；不知姓名的写在下一栏。");
        };
        let Some(named) = self.form.chosen(ConductField::Named) else {
            return self.wait(ConductField::Named, "请选匿名还是留姓名电话。");
        };
        let Some(channel) = self.form.chosen(ConductField::Channel) else {
            return self.wait(ConductField::Channel, "请选渠道。");
        };
        let take = TakeIn {
            // The one behind all channels is none: the offices saw it themselves.
            channel: Channel::ALL.get(channel).copied(),
            about,
            described: text(ConductField::Described),
            content: text(ConductField::Content),
            demand: text(ConductField::Demand),
            evidence: text(ConductField::Evidence),
            complainant: (named == 1)
                .then(|| Complainant { name: text(ConductField::Name), phone: text(ConductField::Phone) }),
            repeats: None,
        };
        let (ticket, effect) = world.act(Command::Office(OfficeCommand::TakeConduct(Box::new(take))));
        self.saving = Some(ticket);
        self.message = Some(Message::good("正在登记……"));
        vec![Action::Do(effect)]
    }

    /// What became of it: `Some` once it is taken in, with the code to be shown if there is one. Nothing stays in the form then, nor
    /// where it was about whoever sits here.
    #[expect(
        clippy::option_option,
        reason = "not taken in, taken in, and taken in with a code are three things"
    )]
    pub(super) fn heard(&mut self, outcome: &Result<Done, Acted>) -> Option<Option<ReceiptCode>> {
        self.saving = None;
        match outcome {
            Ok(done) => {
                *self = Self::blank();
                Some(done.receipt)
            }
            Err(Acted::Refused(refusal)) => {
                if matches!(refusal.reason, Reason::Conduct(Conduct::AboutYourself { .. })) {
                    *self = Self::blank();
                }
                self.refused(refusal);
                None
            }
            Err(Acted::Failed(sentence)) => {
                self.message = Some(Message::bad(sentence.clone()));
                None
            }
        }
    }

    fn refused(&mut self, refusal: &Refusal) {
        self.message = Some(Message::bad(refusal.cited()));
        let id = match refusal.field {
            RefusedField::Staff => ConductField::About,
            RefusedField::Reason => ConductField::Content,
            RefusedField::Name => ConductField::Name,
            RefusedField::Phone => ConductField::Phone,
            RefusedField::Remark => ConductField::Demand,
            _ => return,
        };
        self.form.focus_on(id);
    }

    pub(super) fn remark(&self) -> Option<Message> {
        // A refusal stands below the fields, in full.
        self.message.clone().filter(|message| !message.bad)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        canvas.put(1, 0, "作风投诉登记  只给所作风办、所行风办看；登记后这里不再显示", Tone::Title);
        let mut y = 1;
        canvas.sub(1, y, width.saturating_sub(2), height.saturating_sub(y), |canvas| {
            y += self.form.draw(canvas, LABEL, true);
        });
        // A long refusal is read in full.
        if let Some(message) = self.message.as_ref().filter(|message| message.bad) {
            let cells = usize::from(width.saturating_sub(4));
            for (line, y) in xieban_text::wrap(canvas.metrics, &message.text, cells).iter().zip(y + 1..height)
            {
                canvas.put(2, y, line, Tone::Error);
            }
        }
    }
}
