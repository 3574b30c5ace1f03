//! What the registration says and asks beside its fields: the next step, a note, a material of one's own, 临时顶岗, 同上.

use xieban_domain::case::Case;
use xieban_domain::limit::Limit;

use super::Registration;
use super::fields::RegisterField;
use crate::event::Ticket;
use crate::form::Form;
use crate::layer::{Action, Layer, LayerReply, Message};
use crate::overlay::dialog::{Dialog, Outcome};
use crate::widget::promising;
use crate::world::World;

/// 承诺件 in the order of the choices.
const PROMISE: Option<usize> = Some(2);

/// A case that is only tried out has no numbers yet.
pub(super) fn unnumbered(mut case: Case) -> Box<Case> {
    case.opening.case.seq = 0;
    case.cards.iter_mut().for_each(|card| card.number.seq = 0);
    case.receipts.iter_mut().for_each(|receipt| receipt.number.seq = 0);
    Box::new(case)
}

/// What F8 will do.
pub(super) fn next_step(case: &Case, world: &World) -> String {
    use xieban_domain::case::state::Disposed;
    let today = world.now().date();
    if let Some((_, leg)) = case.course.as_ref().and_then(|course| course.next())
        && let Some(unit) = leg.unit()
    {
        let unit = world.facts.catalogue.unit_name(unit, world.header.settings.era);
        return format!("F8 登记，再导引到{unit}（{}）。", leg.does());
    }
    match (&case.disposed, case.tell_by(world.facts.calendar)) {
        (Some(Disposed::Prompt), _) => format!("缺{}项材料，F8 出《协办提示卡》，一次告知。", case.missing()),
        (Some(Disposed::Instant { .. }), _) => "F8 登记，今天办结、答复。".to_owned(),
        (Some(Disposed::Promise { promised, limit, .. }), _) => {
            let law = case.statutory().map_or(String::new(), |due| format!("，法定到{}", due.screen(today)));
            format!("F8 出《协办回执》，承诺{limit}，到{}{law}。", promised.screen(today))
        }
        (Some(Disposed::Return { .. }), _) => "F8 报值班领导会签，会签后出《否定报备反馈单》。".to_owned(),
        (None, Some(due)) => format!("F8 登记为未分类；{}前须告知或受理。", due.screen(today)),
        (None, None) => "F8 登记。".to_owned(),
    }
}

/// What exactly is wanted of a material, or why it is not.
pub(crate) fn ask_note(label: &'static str) -> Box<dyn Layer> {
    let form = Form::new().text_field(0, "写明", 200);
    Box::new(Dialog::new(label, form, |form, _| Outcome::Tell(LayerReply::MaterialNote(form.text(0)))))
}

/// A material that the catalogue does not list.
pub(crate) fn ask_new() -> Box<dyn Layer> {
    let form = Form::new().text_field(0, "材料名称", 60).text_field(1, "依据", 100);
    let finish = |form: &Form<usize>, _: &World| match form.text(0).trim().is_empty()
        || form.text(1).trim().is_empty()
    {
        true => Outcome::Wait("请写材料名称和依据。"),
        false => Outcome::Tell(LayerReply::NewMaterial { name: form.text(0), basis: form.text(1) }),
    };
    Box::new(Dialog::new("添一项材料（注明依据）", form, finish))
}

impl Registration {
    /// A promise is chosen: what is asked for before it is made.
    pub(super) fn look_ahead(&self, world: &World) -> Option<Action> {
        let promises = self.sheet.form.chosen(RegisterField::Disposition) == PROMISE;
        promises.then(|| promising::look(self.matter(world).map(|matter| &matter.code), world)).flatten()
    }

    /// What is known before the promise is made, while it is being filled in.
    pub(super) fn before_promising(&self, world: &World) -> Option<String> {
        let form = &self.sheet.form;
        let here = matches!(
            form.focused(),
            Some(
                RegisterField::Disposition
                    | RegisterField::PromiseReason
                    | RegisterField::PromiseWords
                    | RegisterField::Days
                    | RegisterField::Remark
            )
        );
        let days = xieban_words::canonical::number(&form.text(RegisterField::Days));
        let limit = days.parse().ok().filter(|days| *days > 0).map(Limit::WorkingDays);
        (here && form.chosen(RegisterField::Disposition) == PROMISE)
            .then(|| promising::said(self.matter(world).map(|matter| &matter.code), limit, world))
            .flatten()
    }

    /// It was sent off, and what became of it is not known yet.
    pub(super) const fn is_being_saved(&self) -> bool {
        self.saving.is_some() || self.fetching.is_some() || self.ending.is_some()
    }

    /// The outcome of this is one of ours that is waited for, on whatever screen.
    pub(crate) fn expects(&self, ticket: Ticket) -> bool {
        [self.saving, self.fetching, self.ending.map(|(of, _)| of)].contains(&Some(ticket))
    }

    /// `同上`: what stood in this field of the last registration.
    pub(super) fn same_as_last(&mut self, world: &World) {
        let (Some(last), Some(id)) = (&self.last, self.sheet.form.focused()) else {
            self.message = Some(Message::good("还没有上一件。"));
            return;
        };
        if id == RegisterField::Matter {
            if let Some(subject) = last.subject.clone() {
                self.choose(subject, world);
            }
            return;
        }
        self.sheet.form.set_text(id, &last.form.text(id));
        self.sheet.form.choose(id, last.form.chosen(id));
        self.arrange(world);
    }

    /// 同一人再办一件: who he is stands there already.
    pub(super) fn same_visitor(&mut self, world: &World) {
        if let Some(last) = self.last.clone() {
            for id in [
                RegisterField::Visitor,
                RegisterField::PapersKind,
                RegisterField::NotGiven,
                RegisterField::Mandate,
            ] {
                self.sheet.form.choose(id, last.form.chosen(id));
            }
            for id in [
                RegisterField::Name,
                RegisterField::Papers,
                RegisterField::Phone,
                RegisterField::Reach,
                RegisterField::Address,
                RegisterField::Organisation,
                RegisterField::CreditCode,
                RegisterField::Head,
                RegisterField::OrganisationAddress,
            ] {
                self.sheet.form.set_text(id, &last.form.text(id));
            }
            self.arrange(world);
            self.sheet.form.focus_on(RegisterField::Matter);
        }
    }
}
