//! 查设施: which, and what is wrong with it; the first that nobody has looked at yet.

use xieban_domain::command::OfficeCommand;
use xieban_domain::premises::CheckFacility;
use xieban_domain::refusal::RefusedField;

use super::BooksVerb;
use crate::ask::Asking;
use crate::verb::Does;

pub(super) static VERB: BooksVerb = BooksVerb {
    name: "查设施",
    place: "2",
    does: Does::Ask(|desk, world| {
        let settings = &world.header.settings;
        let names: Vec<_> = settings.facilities.iter().map(|name| (name.clone(), name.clone())).collect();
        let unchecked = desk.view.books.desk.unchecked(settings).next();
        let first = names.iter().position(|(name, _)| Some(name.as_str()) == unchecked);
        let mut asking = Asking::new();
        asking.explain("看过没问题的，问题一栏空着。");
        let facility = asking.one_of("设施", names, RefusedField::Name);
        asking.choose(&facility, first.unwrap_or(0));
        let fault = asking.text("有何问题", 60, RefusedField::Remark, String::new());
        asking.makes(move |said| {
            let (facility, fault) = (said.get(&facility)?, said.get(&fault)?);
            Ok(OfficeCommand::CheckFacility(CheckFacility { facility, fault }))
        })
    }),
};
