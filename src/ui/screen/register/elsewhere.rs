//! 走错门, 转来 and 移办 at the desk: from the letters of a matter to the printed 导引单, and what another unit led here (R41, R61).

use xieban_domain::case::transfer::ReceivedFrom;
use xieban_domain::case::{Case, Life};
use xieban_domain::catalogue::UnitId;
use xieban_domain::codes::Kind;
use xieban_domain::reveal::{Extent, Purpose};
use xieban_office::{Answer, CaseView, Query};

use super::Registration;
use super::fields::RegisterField;
use crate::layer::{Action, Layer, LayerReply, Message, News};
use crate::overlay::guide::guide;
use crate::overlay::paper::{Job, PaperPreview};
use crate::overlay::reveal_flow::RevealFlow;
use crate::widget::sheets::{SheetsOf, paper_of};
use crate::world::World;

impl Registration {
    /// 指路: a new form with the caret in the matter; what was in hand is parked.
    pub(crate) fn wrong_door(&mut self, world: &World) {
        if self.is_being_saved() {
            return;
        }
        if !self.sheet.is_blank() {
            self.park(world);
        }
        self.sheet.form.focus_on(RegisterField::Matter);
        self.message = Some(Message::good("指路：打事项的拼音首字母，再填称呼，F8登记、导引。"));
    }

    /// 转来: the form asks by which unit he was led here; asked for again, it does no more.
    pub(crate) fn led_here(&mut self, world: &World) {
        if self.is_being_saved() {
            return;
        }
        self.sheet.received = !self.sheet.received;
        self.message = self.sheet.received.then(|| Message::good("转来：写对方单位和单上的编号。"));
        self.sheet.on_materials = false;
        self.arrange(world);
        self.sheet.form.focus_on(if self.sheet.received {
            RegisterField::SourceUnit
        } else {
            RegisterField::Purpose
        });
    }

    /// The fields of other units stand there, or not; beside each unit its name.
    pub(super) fn show_elsewhere(&mut self, world: &World) {
        let (received, form) = (self.sheet.received, &mut self.sheet.form);
        for id in [RegisterField::SourceUnit, RegisterField::SourceNumber, RegisterField::SourceAgain] {
            form.show(id, received);
        }
        let kind = form.chosen(RegisterField::Kind).and_then(|at| Kind::ALL.get(at)).copied();
        form.show(RegisterField::Unit, kind == Some(Kind::Transfer) && self.sheet.subject.is_some());
        // What another unit led here is no 移办件.
        form.block(RegisterField::Kind, if received { vec![2] } else { Vec::new() });
        let suggested = self.sheet.suggestion.as_ref().and_then(|suggestion| suggestion.target.clone());
        let notes =
            [(RegisterField::Unit, suggested), (RegisterField::SourceUnit, None)].map(|(id, otherwise)| {
                let unit = named(&form.text(id), world).or(otherwise);
                (id, unit.map_or(String::new(), |unit| name_of(&unit, world)))
            });
        for (id, note) in notes {
            form.note(id, &note);
        }
    }

    /// What the form says of where he comes from, and of where he is to go.
    pub(super) fn other_units(&self, world: &World) -> (Option<ReceivedFrom>, Option<UnitId>) {
        let form = &self.sheet.form;
        let unit = |id: RegisterField| {
            let typed = form.text(id);
            (!typed.trim().is_empty()).then(|| named(&typed, world).unwrap_or_default())
        };
        let from = self.sheet.received.then(|| ReceivedFrom {
            unit: unit(RegisterField::SourceUnit).unwrap_or_default(),
            number: form.text(RegisterField::SourceNumber),
            again: form.chosen(RegisterField::SourceAgain) == Some(0),
        });
        let transfer =
            form.chosen(RegisterField::Kind).and_then(|at| Kind::ALL.get(at)) == Some(&Kind::Transfer);
        (from, unit(RegisterField::Unit).filter(|_| transfer))
    }

    /// Registered: it is led on at once, if it is another unit's.
    pub(super) fn lead_on(&mut self, view: &CaseView, world: &World) -> Vec<Action> {
        if !goes_on(&view.row.record.case) {
            return give(view, world);
        }
        self.leading = Some((view.row.record.case.id(), None));
        let title = format!("导引  {}", view.row.record.case.id().spoken());
        let dialog: Box<dyn Layer> = Box::new(guide(view, title, Some(LayerReply::NotNow), world));
        vec![Action::Open(dialog)]
    }

    /// It was led on, or left for later: its paper comes out.
    pub(super) fn led(&mut self, news: &News<'_>, world: &World) -> Option<Vec<Action>> {
        let (case, waiting) = self.leading?;
        match news {
            News::Told(LayerReply::Changed | LayerReply::NotNow) if waiting.is_none() => {
                let (ticket, effect) = world.ask(Query::CaseInClear(case));
                self.leading = Some((case, Some(ticket)));
                Some(vec![Action::Do(effect)])
            }
            News::Answer(ticket, outcome) if waiting == Some(*ticket) => {
                self.leading = None;
                Some(match outcome {
                    Ok(Answer::Case(Some(view))) => give(view, world),
                    _ => Vec::new(),
                })
            }
            _ => None,
        }
    }
}

fn goes_on(case: &Case) -> bool {
    matches!((&case.life, case.opening.kind), (Life::Registered, Kind::Transfer))
        && case.opening.late.is_none()
}

/// The paper that goes with a registration, then the next visitor.
fn give(view: &CaseView, world: &World) -> Vec<Action> {
    // It was put off for so long that its officer has to look once more.
    if view.row.record.extent() < Extent::Whole {
        return vec![Action::Open(Box::new(RevealFlow::new(
            view.row.record.case.id(),
            Purpose::Paper,
            give,
        )))];
    }
    let (sheets, printed) = paper_of(SheetsOf::view(view), world);
    let job = Job { case: Some((view.row.record.case.id(), printed)), again: true };
    vec![Action::Open(Box::new(PaperPreview::to_print(sheets, job)))]
}

fn named(typed: &str, world: &World) -> Option<UnitId> {
    world.facts.catalogue.find_unit(typed, world.header.settings.era)
}

fn name_of(unit: &UnitId, world: &World) -> String {
    world.facts.catalogue.unit_name(unit, world.header.settings.era).to_owned()
}
