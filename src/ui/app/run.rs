//! The program's verbs: what each does from wherever it is pressed.

use xieban_office::Query;

use super::screens::Base;
use super::{App, reception};
use crate::keymap::Verb;
use crate::layer::Action;
use crate::overlay::call::Call;
use crate::overlay::day_log::DayLog;
use crate::overlay::exporting::ExportSheet;
use crate::overlay::help::Help;
use crate::overlay::pins::Pins;
use crate::overlay::public::{complaint, duty};
use crate::overlay::totals::TotalsSheet;
use crate::overlay::waiting::WaitingLine;
use crate::screen::cases::ask_find;

impl App {
    pub(super) fn run(&mut self, verb: Verb) {
        match verb {
            Verb::Approvals => self.approvals(),
            Verb::Absence => self.absent(),
            Verb::Premises => self.premises(),
            Verb::Library => self.library(),
            Verb::Export => self.above.push(Box::new(ExportSheet::new())),
            Verb::Switch => self.switch(),
            Verb::Help => {
                let (layer, world) = self.top();
                let help = Help::new(layer.name(), layer.hints(world), world);
                self.above.push(Box::new(help));
            }
            Verb::Register if self.base == Base::Register && self.above.is_empty() => {
                let actions = self.screens.register.next_visitor(&self.world);
                self.run_actions(actions);
            }
            Verb::Register => self.go(Base::Register),
            Verb::Cases => self.go(Base::Cases),
            Verb::Duty if self.world.me.is_some() => self.go(Base::Duty),
            Verb::Duty => {
                let notice = duty(&self.world);
                self.above.push(Box::new(notice));
            }
            Verb::Supervise => self.go(Base::Supervision),
            Verb::Complaint if self.world.me.is_some() => self.go(Base::Complaints),
            Verb::Complaint => {
                let notice = complaint(&self.world);
                self.above.push(Box::new(notice));
            }
            Verb::Call => self.above.push(Box::new(Call::new())),
            Verb::Find => {
                self.go(Base::Cases);
                self.above.push(ask_find());
            }
            Verb::Mask => self.mask(),
            Verb::Settings => self.go(Base::Settings),
            Verb::Pin => {
                let pins = Pins::new(&self.world);
                self.above.push(Box::new(pins));
            }
            Verb::SignOut => {
                let (ticket, effect) = self.world.ask(Query::Shift);
                self.leaving = Some(ticket);
                self.effects.push(effect);
            }
            Verb::Arrive => self.arrive(),
            Verb::Waiting => self.above.push(Box::new(WaitingLine::new())),
            Verb::Tally => self.act_and_say(reception::tally(None), "咨询即答，记一次。".to_owned()),
            Verb::Gone => self.ask_who_left(),
            Verb::DayLog => self.above.push(Box::new(DayLog::new(&self.world))),
            Verb::Totals => {
                self.run_actions(vec![Action::Open(Box::new(TotalsSheet::default()))]);
            }
            Verb::WrongDoor => {
                self.go(Base::Register);
                self.screens.register.wrong_door(&self.world);
            }
            Verb::LedHere => {
                self.go(Base::Register);
                self.screens.register.led_here(&self.world);
            }
            Verb::LateEntry => {
                self.go(Base::Register);
                self.screens.register.copy_from_paper(&self.world);
            }
            Verb::Drill => self.open_drill(),
            Verb::ConfirmClock => self.confirm_clock(),
            Verb::Palette => {
                let palette = self.palette();
                self.above.push(Box::new(palette));
            }
            Verb::Leave => self.sign_out(),
        }
    }
}
