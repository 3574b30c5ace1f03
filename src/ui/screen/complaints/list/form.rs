//! 投诉登记: the fields of the form, in the order of the paper. What is typed and not saved is kept as a draft, as a registration's is.

use serde::{Deserialize, Serialize};
use xieban_domain::catalogue::{Catalogue, MatterCode, MatterOrChain};
use xieban_domain::command::{Command, OfficeCommand};
use xieban_domain::complaint::{Channel, Complainant, ComplaintId, TakeComplaint};
use xieban_domain::refusal::{Complaining, Refusal, RefusedField};
use xieban_domain::visitor::{LONGEST_LINE, LONGEST_WORDS};
use xieban_office::ComplaintRow;
use xieban_term::{Canvas, Key};

use super::same::{listed, same};
use crate::event::Ticket;
use crate::form::{DraftValue, Form, KeyOutcome};
use crate::keymap::{SAVE, verb};
use crate::layer::{Action, Message};
use crate::widget::matter::Picker;
use crate::world::World;

/// Cells of the labels.
const LABEL: u16 = 13;

/// The fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ComplaintField {
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
struct ComplaintDraft {
    complaint: StoredComplaint,
}

#[derive(Serialize, Deserialize)]
struct StoredComplaint {
    fields: Vec<(ComplaintField, DraftValue)>,
    focus: Option<ComplaintField>,
    matter: Option<MatterCode>,
    request: String,
}

/// The form.
pub(super) struct ComplaintForm {
    form: Form<ComplaintField>,
    picker: Picker,
    matter: Option<MatterCode>,
    /// The earlier ones that are offered.
    same: Vec<ComplaintId>,
    /// The request id under which it is saved, however often that is tried, and the draft's name.
    request: String,
    saving: Option<Ticket>,
    message: Option<Message>,
}

impl ComplaintForm {
    pub(super) fn blank() -> Self {
        let form = Form::new()
            .choice(
                ComplaintField::Channel,
                "渠道",
                Channel::ALL.iter().map(|channel| channel.name()),
                Some(0),
            )
            .text_field(ComplaintField::Matter, "投诉类别", 40)
            .text_field(ComplaintField::About, "被投诉对象", LONGEST_LINE)
            .text_field(ComplaintField::Place, "地址", LONGEST_LINE)
            .choice(ComplaintField::Repeats, "重复投诉", Vec::<String>::new(), None)
            .text_field(ComplaintField::Content, "内容", LONGEST_WORDS)
            .text_field(ComplaintField::Demand, "诉求", LONGEST_WORDS)
            .text_field(ComplaintField::Evidence, "证据", LONGEST_WORDS)
            .choice(ComplaintField::Named, "投诉人", ["匿名", "留姓名电话"], None)
            .text_field(ComplaintField::Name, "姓名", LONGEST_LINE)
            .text_field(ComplaintField::Phone, "电话", 20)
            .choice(ComplaintField::Urgent, "急件", ["否", "是"], Some(0));
        let mut taking = Self {
            form,
            picker: Picker::default(),
            matter: None,
            same: Vec::new(),
            request: String::new(),
            saving: None,
            message: None,
        };
        taking.form.show(ComplaintField::Repeats, false);
        taking.arrange_named();
        taking
    }

    pub(super) fn is_blank(&self) -> bool {
        [
            ComplaintField::About,
            ComplaintField::Place,
            ComplaintField::Content,
            ComplaintField::Demand,
            ComplaintField::Evidence,
            ComplaintField::Name,
            ComplaintField::Phone,
        ]
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
        let named = self.form.chosen(ComplaintField::Named) == Some(1);
        self.form.show(ComplaintField::Name, named);
        self.form.show(ComplaintField::Phone, named);
    }

    fn look_up(&mut self, world: &World) {
        if self.form.focused() == Some(ComplaintField::Matter) && self.matter.is_none() {
            let catalogue = world.facts.catalogue;
            self.picker.search_among(&world.index, &self.form.text(ComplaintField::Matter), |subject| {
                is_complaint(catalogue, subject)
            });
        }
    }

    /// Earlier ones about the same are offered.
    pub(super) fn repeated(&mut self, all: &[ComplaintRow], world: &World) {
        let found = same(all, &self.form.text(ComplaintField::About), None);
        let ids: Vec<ComplaintId> = found.iter().map(|row| row.complaint.id).collect();
        if ids == self.same {
            return;
        }
        let options = std::iter::once("不是".to_owned()).chain(found.iter().map(|row| listed(row, world)));
        self.form.options(ComplaintField::Repeats, options.collect());
        self.form.show(ComplaintField::Repeats, !found.is_empty());
        self.same = ids;
    }

    fn choose(&mut self, subject: &MatterOrChain, world: &World) {
        let MatterOrChain::Matter(code) = subject else { return };
        let era = world.header.settings.era;
        let Some(matter) = world.facts.catalogue.matter(code) else { return };
        if matter.conduct {
            self.message = Some(Message::bad(Complaining::AboutOurOwn.whole().to_string()));
            return;
        }
        self.form.set_text(ComplaintField::Matter, &format!("{} {}", code.0, matter.name));
        let within = matter.promise(era).map(|limit| format!("{limit}，")).unwrap_or_default();
        self.form.note(ComplaintField::Matter, &format!("{within}{}", matter.department(era)));
        self.form.note(ComplaintField::Urgent, if matter.urgent { "这一类都按急件" } else { "" });
        if matter.urgent {
            self.form.choose(ComplaintField::Urgent, Some(1));
        }
        self.matter = Some(code.clone());
        self.form.focus_on(ComplaintField::About);
    }

    fn changed(&mut self, id: ComplaintField, all: &[ComplaintRow], world: &World) {
        self.message = None;
        match id {
            ComplaintField::Matter => {
                self.matter = None;
                self.form.note(ComplaintField::Matter, "");
                self.look_up(world);
            }
            ComplaintField::About => self.repeated(all, world),
            ComplaintField::Named => self.arrange_named(),
            _ => {}
        }
    }

    pub(super) fn key(&mut self, key: Key, all: &[ComplaintRow], world: &World) -> Option<Vec<Action>> {
        if self.saving.is_some() {
            return verb(key).is_none().then(Vec::new);
        }
        if key.twin() == SAVE {
            return Some(self.save(world));
        }
        let typing = self.form.focused() == Some(ComplaintField::Matter) && self.matter.is_none();
        if typing && let Some(picked) = self.picker.key(key, &self.form.text(ComplaintField::Matter)) {
            if let Some(subject) = picked {
                self.choose(&subject, world);
            }
            return Some(Vec::new());
        }
        match self.form.key(key) {
            KeyOutcome::Nothing => return None,
            KeyOutcome::Changed(id) => self.changed(id, all, world),
            KeyOutcome::PastEnd => return Some(self.save(world)),
            KeyOutcome::Moved | KeyOutcome::PastStart | KeyOutcome::Left(_) => self.look_up(world),
        }
        Some(Vec::new())
    }

    pub(super) fn paste(&mut self, text: &str, all: &[ComplaintRow], world: &World) {
        if self.saving.is_none()
            && let KeyOutcome::Changed(id) = self.form.paste(text)
        {
            self.changed(id, all, world);
        }
    }

    fn command(&self) -> Option<TakeComplaint> {
        let text = |id| self.form.text(id);
        let named = self.form.chosen(ComplaintField::Named) == Some(1);
        let repeated = self.form.chosen(ComplaintField::Repeats).and_then(|at| at.checked_sub(1));
        Some(TakeComplaint {
            channel: self
                .form
                .chosen(ComplaintField::Channel)
                .and_then(|at| Channel::ALL.get(at))
                .copied()?,
            matter: self.matter.clone().unwrap_or_else(|| MatterCode(text(ComplaintField::Matter))),
            about: text(ComplaintField::About),
            place: text(ComplaintField::Place),
            content: text(ComplaintField::Content),
            demand: text(ComplaintField::Demand),
            evidence: text(ComplaintField::Evidence),
            complainant: named.then(|| Complainant {
                name: text(ComplaintField::Name),
                phone: text(ComplaintField::Phone),
            }),
            urgent: self.form.chosen(ComplaintField::Urgent) == Some(1),
            repeats: repeated.and_then(|at| self.same.get(at)).copied(),
        })
    }

    fn save(&mut self, world: &World) -> Vec<Action> {
        let missing = match (self.command(), self.form.chosen(ComplaintField::Named)) {
            (None, _) => (ComplaintField::Channel, "请选渠道。"),
            (Some(_), None) => (ComplaintField::Named, "请选匿名还是留姓名电话。"),
            (Some(command), Some(_)) => {
                let command = Command::Office(OfficeCommand::TakeComplaint(Box::new(command)));
                let (ticket, effect) = world.act_under(self.request.clone(), command);
                self.saving = Some(ticket);
                self.message = Some(Message::good("正在登记……"));
                return vec![Action::Do(effect)];
            }
        };
        self.form.focus_on(missing.0);
        self.message = Some(Message::bad(missing.1));
        Vec::new()
    }

    pub(super) fn refused(&mut self, refusal: &Refusal) {
        self.saving = None;
        self.message = Some(Message::bad(refusal.cited()));
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
        let kept = StoredComplaint {
            fields: self.form.values(),
            focus: self.form.focused(),
            matter: self.matter.clone(),
            request: self.request.clone(),
        };
        Some((self.request.clone(), serde_json::to_string(&ComplaintDraft { complaint: kept }).ok()?))
    }

    /// The form of a draft; `None` where it is another form's.
    pub(super) fn restored(draft: &str, world: &World) -> Option<Self> {
        let ComplaintDraft { complaint: kept } = serde_json::from_str(draft).ok()?;
        let mut taking = Self::blank();
        for (id, value) in kept.fields.iter().filter(|(id, _)| *id != ComplaintField::Repeats) {
            taking.form.put_value(*id, value);
        }
        taking.request = kept.request;
        taking.arrange_named();
        if let Some(code) = kept.matter {
            taking.choose(&MatterOrChain::Matter(code), world);
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
        if self.form.focused() == Some(ComplaintField::Matter) && self.matter.is_none() {
            let y = self.form.focused_row(rows) + 2;
            self.picker.draw(canvas, LABEL, y, width.saturating_sub(LABEL + 2).min(56));
        }
    }
}

/// A complaint of the catalogue, about our own people or not: whoever looks for those is told where they go.
fn is_complaint(catalogue: &Catalogue, subject: &MatterOrChain) -> bool {
    match subject {
        MatterOrChain::Matter(code) => catalogue.matter(code).is_some_and(|matter| matter.complaint),
        MatterOrChain::Chain(_) => false,
    }
}

fn of(field: RefusedField) -> Option<ComplaintField> {
    Some(match field {
        RefusedField::Matter => ComplaintField::Matter,
        RefusedField::OrganisationName => ComplaintField::About,
        RefusedField::OrganisationAddress => ComplaintField::Place,
        RefusedField::Reason => ComplaintField::Content,
        RefusedField::Name => ComplaintField::Name,
        RefusedField::Phone => ComplaintField::Phone,
        RefusedField::Remark => ComplaintField::Demand,
        _ => return None,
    })
}
