//! 投诉登记: the fields of the form, in the order of the paper. What is typed and not saved is kept as a draft, as a registration's is.

use serde::{Deserialize, Serialize};
use xieban_domain::catalogue::{Catalogue, MatterCode, Subject};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{Channel, Complainant, ComplaintId, TakeComplaint};
use xieban_domain::refusal::{Complaining, Field, Refusal};
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use xieban_office::ComplaintRow;
use xieban_term::{Canvas, Key};

use super::same::{listed, same};
use crate::event::Ticket;
use crate::form::{Form, Took, Value};
use crate::keymap::{SAVE, verb};
use crate::layer::{Message, Wish};
use crate::widget::matter::Picker;
use crate::world::World;

/// Cells of the labels.
const LABEL: u16 = 13;

/// The fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Id {
    Channel,
    Matter,
    About,
    Place,
    Repeats,
    Content,
    Demand,
    Evidence,
    Named,
    Name,
    Phone,
    Urgent,
}

/// What is kept of a form that is not saved.
#[derive(Serialize, Deserialize)]
struct Draft {
    complaint: Kept,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    fields: Vec<(Id, Value)>,
    focus: Option<Id>,
    matter: Option<MatterCode>,
    request: String,
}

/// The form.
pub(super) struct Taking {
    form: Form<Id>,
    picker: Picker,
    matter: Option<MatterCode>,
    /// The earlier ones that are offered.
    same: Vec<ComplaintId>,
    /// The request id under which it is saved, however often that is tried, and the draft's name.
    request: String,
    saving: Option<Ticket>,
    message: Option<Message>,
}

impl Taking {
    pub(super) fn blank() -> Self {
        let form = Form::new()
            .choice(Id::Channel, "渠道", Channel::ALL.iter().map(|channel| channel.name()), Some(0))
            .text_field(Id::Matter, "投诉类别", 40)
            .text_field(Id::About, "被投诉对象", LONGEST_LINE)
            .text_field(Id::Place, "地址", LONGEST_LINE)
            .choice(Id::Repeats, "重复投诉", Vec::<String>::new(), None)
            .text_field(Id::Content, "内容", LONGEST_WORDS)
            .text_field(Id::Demand, "诉求", LONGEST_WORDS)
            .text_field(Id::Evidence, "证据", LONGEST_WORDS)
            .choice(Id::Named, "投诉人", ["匿名", "留姓名电话"], None)
            .text_field(Id::Name, "姓名", LONGEST_LINE)
            .text_field(Id::Phone, "电话", 20)
            .choice(Id::Urgent, "急件", ["否", "是"], Some(0));
        let mut taking = Self {
            form,
            picker: Picker::default(),
            matter: None,
            same: Vec::new(),
            request: String::new(),
            saving: None,
            message: None,
        };
        taking.form.show(Id::Repeats, false);
        taking.arrange_named();
        taking
    }

    pub(super) fn is_blank(&self) -> bool {
        [Id::About, Id::Place, Id::Content, Id::Demand, Id::Evidence, Id::Name, Id::Phone]
            .iter()
            .all(|id| self.form.text(*id).is_empty())
            && self.matter.is_none()
    }

    /// It comes up: a blank one has a name of its own from now on.
    pub(super) fn begin(&mut self, all: &[ComplaintRow], world: &World) {
        if self.request.is_empty() || self.is_blank() {
            self.request = world.new_request();
        }
        self.repeated(all, world);
        self.look_up(world);
    }

    pub(super) fn expects(&self, ticket: Ticket) -> bool {
        self.saving == Some(ticket)
    }

    fn arrange_named(&mut self) {
        let named = self.form.chosen(Id::Named) == Some(1);
        self.form.show(Id::Name, named);
        self.form.show(Id::Phone, named);
    }

    fn look_up(&mut self, world: &World) {
        if self.form.focused() == Some(Id::Matter) && self.matter.is_none() {
            let catalogue = world.facts.catalogue;
            self.picker.search_among(&world.index, &self.form.text(Id::Matter), |subject| {
                is_complaint(catalogue, subject)
            });
        }
    }

    /// Earlier ones about the same are offered.
    pub(super) fn repeated(&mut self, all: &[ComplaintRow], world: &World) {
        let found = same(all, &self.form.text(Id::About), None);
        let ids: Vec<ComplaintId> = found.iter().map(|row| row.complaint.id).collect();
        if ids == self.same {
            return;
        }
        let options = std::iter::once("不是".to_owned()).chain(found.iter().map(|row| listed(row, world)));
        self.form.options(Id::Repeats, options.collect());
        self.form.show(Id::Repeats, !found.is_empty());
        self.same = ids;
    }

    fn choose(&mut self, subject: &Subject, world: &World) {
        let Subject::Matter(code) = subject else { return };
        let era = world.door.settings.era;
        let Some(matter) = world.facts.catalogue.matter(code) else { return };
        if matter.conduct {
            self.message = Some(Message::bad(Complaining::AboutOurOwn.whole().to_string()));
            return;
        }
        self.form.set_text(Id::Matter, &format!("{} {}", code.0, matter.name));
        let within = matter.promise(era).map(|limit| format!("{limit}，")).unwrap_or_default();
        self.form.note(Id::Matter, &format!("{within}{}", matter.department(era)));
        self.form.note(Id::Urgent, if matter.urgent { "这一类都按急件" } else { "" });
        if matter.urgent {
            self.form.choose(Id::Urgent, Some(1));
        }
        self.matter = Some(code.clone());
        self.form.focus_on(Id::About);
    }

    fn changed(&mut self, id: Id, all: &[ComplaintRow], world: &World) {
        self.message = None;
        match id {
            Id::Matter => {
                self.matter = None;
                self.form.note(Id::Matter, "");
                self.look_up(world);
            }
            Id::About => self.repeated(all, world),
            Id::Named => self.arrange_named(),
            _ => {}
        }
    }

    pub(super) fn key(&mut self, key: Key, all: &[ComplaintRow], world: &World) -> Option<Vec<Wish>> {
        if self.saving.is_some() {
            return verb(key).is_none().then(Vec::new);
        }
        if key.twin() == SAVE {
            return Some(self.save(world));
        }
        let typing = self.form.focused() == Some(Id::Matter) && self.matter.is_none();
        if typing && let Some(picked) = self.picker.key(key, &self.form.text(Id::Matter)) {
            if let Some(subject) = picked {
                self.choose(&subject, world);
            }
            return Some(Vec::new());
        }
        match self.form.key(key) {
            Took::Nothing => return None,
            Took::Changed(id) => self.changed(id, all, world),
            Took::PastEnd => return Some(self.save(world)),
            Took::Moved | Took::PastStart | Took::Left(_) => self.look_up(world),
        }
        Some(Vec::new())
    }

    pub(super) fn paste(&mut self, text: &str, all: &[ComplaintRow], world: &World) {
        if self.saving.is_none()
            && let Took::Changed(id) = self.form.paste(text)
        {
            self.changed(id, all, world);
        }
    }

    fn command(&self) -> Option<TakeComplaint> {
        let text = |id| self.form.text(id);
        let named = self.form.chosen(Id::Named) == Some(1);
        let repeated = self.form.chosen(Id::Repeats).and_then(|at| at.checked_sub(1));
        Some(TakeComplaint {
            channel: self.form.chosen(Id::Channel).and_then(|at| Channel::ALL.get(at)).copied()?,
            matter: self.matter.clone().unwrap_or_else(|| MatterCode(text(Id::Matter))),
            about: text(Id::About),
            place: text(Id::Place),
            content: text(Id::Content),
            demand: text(Id::Demand),
            evidence: text(Id::Evidence),
            complainant: named.then(|| Complainant { name: text(Id::Name), phone: text(Id::Phone) }),
            urgent: self.form.chosen(Id::Urgent) == Some(1),
            repeats: repeated.and_then(|at| self.same.get(at)).copied(),
        })
    }

    fn save(&mut self, world: &World) -> Vec<Wish> {
        let missing = match (self.command(), self.form.chosen(Id::Named)) {
            (None, _) => (Id::Channel, "请选渠道。"),
            (Some(_), None) => (Id::Named, "请选匿名还是留姓名电话。"),
            (Some(command), Some(_)) => {
                let command = Command::Office(OfficeCommand::TakeComplaint(Box::new(command)));
                let (ticket, effect) = world.act_under(self.request.clone(), command);
                self.saving = Some(ticket);
                self.message = Some(Message::good("正在登记……"));
                return vec![Wish::Do(effect)];
            }
        };
        self.form.focus_on(missing.0);
        self.message = Some(Message::bad(missing.1));
        Vec::new()
    }

    pub(super) fn refused(&mut self, refusal: &Refusal) {
        self.saving = None;
        let basis = refusal.basis().to_string();
        let cited = if basis.is_empty() { refusal.to_string() } else { format!("{refusal}（{basis}）") };
        self.message = Some(Message::bad(cited));
        if let Some(id) = of(refusal.field) {
            self.form.focus_on(id);
        }
    }

    pub(super) fn failed(&mut self, sentence: &str) {
        self.saving = None;
        self.message = Some(Message::bad(sentence));
    }

    pub(super) fn remark(&self) -> Option<Message> {
        self.message.clone()
    }

    /// The draft with its name, as far as anything was typed.
    pub(super) fn draft(&self) -> Option<(String, String)> {
        if self.is_blank() || self.request.is_empty() {
            return None;
        }
        let kept = Kept {
            fields: self.form.values(),
            focus: self.form.focused(),
            matter: self.matter.clone(),
            request: self.request.clone(),
        };
        Some((self.request.clone(), serde_json::to_string(&Draft { complaint: kept }).ok()?))
    }

    /// The form of a draft; `None` where it is another form's.
    pub(super) fn restored(draft: &str, world: &World) -> Option<Self> {
        let Draft { complaint: kept } = serde_json::from_str(draft).ok()?;
        let mut taking = Self::blank();
        for (id, value) in kept.fields.iter().filter(|(id, _)| *id != Id::Repeats) {
            taking.form.put_value(*id, value);
        }
        taking.request = kept.request;
        taking.arrange_named();
        if let Some(code) = kept.matter {
            taking.choose(&Subject::Matter(code), world);
        }
        if let Some(id) = kept.focus {
            taking.form.focus_on(id);
        }
        Some(taking)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        canvas.put(1, 0, "投诉登记", xieban_term::Tone::Title);
        let rows = height.saturating_sub(1);
        canvas.sub(1, 1, width.saturating_sub(2), rows, |canvas| {
            self.form.draw(canvas, LABEL, true);
        });
        if self.form.focused() == Some(Id::Matter) && self.matter.is_none() {
            let y = self.form.focused_row(rows) + 2;
            self.picker.draw(canvas, LABEL, y, width.saturating_sub(LABEL + 2).min(56));
        }
    }
}

/// A complaint of the catalogue, about our own people or not: whoever looks for those is told where they go.
fn is_complaint(catalogue: &Catalogue, subject: &Subject) -> bool {
    match subject {
        Subject::Matter(code) => catalogue.matter(code).is_some_and(|matter| matter.complaint),
        Subject::Chain(_) => false,
    }
}

fn of(field: Field) -> Option<Id> {
    Some(match field {
        Field::Matter => Id::Matter,
        Field::OrganisationName => Id::About,
        Field::OrganisationAddress => Id::Place,
        Field::Reason => Id::Content,
        Field::Name => Id::Name,
        Field::Phone => Id::Phone,
        Field::Remark => Id::Demand,
        _ => return None,
    })
}
