//! 暂存: F2 puts a visitor's form aside and takes the next one up; each comes back as it was left.

use xieban_words::mask;

use super::Registration;
use super::fields::RegisterField;
use super::sheet::VisitorForm;
use crate::layer::{Action, LayerReply, Message};
use crate::overlay::notice::Notice;
use crate::world::World;

/// Parked forms that have a digit.
const DIGITS: usize = 9;

impl VisitorForm {
    /// Whose form it is and since when it waits, as it may stand in a list.
    fn listed(&self) -> String {
        let organisation = self.form.text(RegisterField::Organisation);
        let who = match (organisation.trim(), self.form.text(RegisterField::Name).trim()) {
            ("", "") => match self.form.text(RegisterField::Phone).trim() {
                "" => "未填姓名".to_owned(),
                phone => mask::phone(phone),
            },
            ("", name) => mask::name(name),
            (organisation, _) => organisation.to_owned(),
        };
        self.parked.map_or_else(|| who.clone(), |at| format!("{who} {}", at.clock()))
    }
}

impl Registration {
    /// F2 on this screen: parks what is there and opens the next; on a blank form, takes up what was parked, by its digit where
    /// there are several.
    pub(crate) fn next_visitor(&mut self, world: &World) -> Vec<Action> {
        if self.is_being_saved() {
            return Vec::new();
        }
        if !self.sheet.is_blank() {
            self.park(world);
            return Vec::new();
        }
        match self.parked.as_slice() {
            [] => Vec::new(),
            [only] => {
                let form = only.request.clone();
                self.take_out(&form, world);
                Vec::new()
            }
            several => vec![Action::Open(Box::new(choose(several)))],
        }
    }

    /// Puts the form in hand aside, as it stands, and begins a blank one.
    pub(super) fn park(&mut self, world: &World) {
        self.sheet.parked = Some(world.now());
        let blank = VisitorForm::blank(&self.departments);
        self.parked.push(std::mem::replace(&mut self.sheet, blank));
        self.message = Some(Message::good(format!("已暂存，共{}份；空白时再按F2取回。", self.parked.len())));
        self.tried = false;
        self.arrange(world);
    }

    /// Takes a parked form up again, by its name; what is in hand is parked in its place.
    pub(super) fn take_out(&mut self, form: &str, world: &World) {
        if self.is_being_saved() {
            return;
        }
        let Some(at) = self.parked.iter().position(|sheet| sheet.request == form) else { return };
        let taken = VisitorForm { parked: None, ..self.parked.remove(at) };
        if !self.sheet.is_blank() {
            self.park(world);
        }
        self.sheet = taken;
        self.tried = false;
        self.message = Some(Message::good("已取回暂存的登记。"));
        self.arrange(world);
        self.look_up(world);
    }

    /// The parked forms in a line, names masked; `None` where there are none.
    pub(crate) fn parked(&self) -> Option<String> {
        let listed: Vec<String> = self.parked.iter().map(VisitorForm::listed).collect();
        (!listed.is_empty()).then(|| format!("暂存 {}：{}（F2 换）", listed.len(), listed.join("、")))
    }
}

fn choose(parked: &[VisitorForm]) -> Notice {
    let forms: Vec<String> = parked.iter().take(DIGITS).map(|sheet| sheet.request.clone()).collect();
    let row = |sheet: &VisitorForm| match sheet.title.is_empty() {
        true => sheet.listed(),
        false => format!("{} {}", sheet.listed(), sheet.title),
    };
    let choices = parked.iter().take(DIGITS).map(row).collect();
    Notice::new(
        "暂存的登记",
        vec!["取回哪一份？按数字。".to_owned()],
        choices,
        move |at, _| {
            forms.get(at).map(|form| Action::Tell(LayerReply::Parked(form.clone()))).into_iter().collect()
        },
    )
}
