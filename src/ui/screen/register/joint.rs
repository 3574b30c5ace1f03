//! 单办 or 联办: the question for a matter that stands in a chain, and how far the visitor has come in it.

use xieban_domain::case::joint::Course;
use xieban_domain::catalogue::{ChainId, Matter, MatterOrChain};
use xieban_domain::codes::Kind;

use super::Registration;
use super::fields::RegisterField;
use crate::layer::{Action, Layer, LayerReply};
use crate::overlay::notice::Notice;
use crate::widget::materials::Materials;
use crate::world::World;

/// How far the visitor has come before our first stage, as a choice; nothing where nothing comes before it.
pub(super) fn upto_ours(ahead: usize) -> Vec<String> {
    let upto = |n: usize| match n {
        0 => "都没办".to_owned(),
        1 => "第1环节已办".to_owned(),
        n => format!("前{n}环节已办"),
    };
    if ahead > 0 { (0..=ahead).map(upto).collect() } else { Vec::new() }
}

impl Registration {
    /// The stages of a 联办件, as far as they are chosen.
    pub(super) fn course(&self, world: &World) -> Option<Course> {
        let kind = self.sheet.form.chosen(RegisterField::Kind).and_then(|at| Kind::ALL.get(at));
        let chains =
            self.sheet.suggestion.as_ref().filter(|_| kind == Some(&Kind::Joint)).map(|seen| &seen.chains)?;
        let id = self.sheet.chain.as_ref().or(match chains.as_slice() {
            [only] => Some(only),
            [] | [_, _, ..] => None,
        })?;
        Course::of(id, world.facts.catalogue, world.header.settings.era)
    }

    /// The matter whose procedure our part follows: the one named, or that of our stage where its turn has come.
    pub(super) fn matter<'w>(&self, world: &'w World) -> Option<&'w Matter> {
        let catalogue = world.facts.catalogue;
        match (self.course(world), &self.sheet.subject) {
            (Some(course), _) => catalogue.matter(course.ours_after(self.stages_done())?),
            (None, Some(MatterOrChain::Matter(code))) => catalogue.matter(code),
            (None, Some(MatterOrChain::Chain(_)) | None) => None,
        }
    }

    /// How many of the first stages the visitor has shown to be done.
    pub(super) fn stages_done(&self) -> usize {
        self.sheet.form.chosen(RegisterField::Stages).unwrap_or(0)
    }

    /// The question of a matter that can be done alone, or as part of a chain.
    pub(super) fn ask_way(&self, world: &World) -> Option<Box<dyn Layer>> {
        let chains = self.sheet.suggestion.as_ref().filter(|seen| seen.asks_joint())?.chains.clone();
        let name =
            |id: &ChainId| world.facts.catalogue.chain(id).map(|chain| format!("联办：{}", chain.name));
        let choices =
            std::iter::once("单办：只办本项".to_owned()).chain(chains.iter().filter_map(name)).collect();
        let lines = vec!["只办这一项的选单办；整套要办、还要跑别的单位的选联办，由本所一路导引。".to_owned()];
        Some(Box::new(Notice::new(
            format!("{}：单办还是联办", self.sheet.title),
            lines,
            choices,
            move |at, _| {
                vec![Action::Tell(LayerReply::Way(at.checked_sub(1).and_then(|at| chains.get(at)).cloned()))]
            },
        )))
    }

    /// 单办, or 联办 through this chain.
    pub(super) fn take_way(&mut self, chain: Option<ChainId>, world: &World) {
        let kind = if chain.is_some() { Kind::Joint } else { Kind::Own };
        self.sheet.chain = chain;
        self.sheet.form.choose(RegisterField::Kind, Kind::ALL.iter().position(|each| *each == kind));
        self.begin_part(world);
    }

    /// What our part asks for now, and its usual ways: the choices before it have changed.
    pub(super) fn begin_part(&mut self, world: &World) {
        let ahead = self.course(world).map_or(0, |course| course.before_ours());
        self.sheet.form.options(RegisterField::Stages, upto_ours(ahead));
        let era = world.header.settings.era;
        let kind = self.sheet.form.chosen(RegisterField::Kind).and_then(|at| Kind::ALL.get(at)).copied();
        let matter = self.matter(world);
        let specs =
            matter.filter(|_| kind != Some(Kind::Transfer)).map_or(&[][..], |matter| &matter.materials);
        let fresh = Materials::asked(specs);
        if !self.sheet.materials.is_list_of(&fresh) {
            self.sheet.materials = fresh;
        }
        if let Some(matter) = matter {
            let reason = matter.reason(era);
            let at = reason.and_then(|reason| {
                xieban_domain::codes::PromiseReason::ALL.iter().position(|each| *each == reason)
            });
            self.sheet.form.choose(RegisterField::PromiseReason, at);
            if let Some(xieban_domain::limit::Limit::WorkingDays(days)) = matter.promise(era) {
                self.sheet.form.set_text(RegisterField::Days, &days.to_string());
            }
        }
        self.sheet.chosen = false;
        self.arrange(world);
    }
}
