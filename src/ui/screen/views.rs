//! A screen of several views beside one another: their names stand in a row above, Left, Right, Tab and Shift-Tab turn to the next.

use std::collections::BTreeMap;

use xieban_term::{Canvas, Code, Key, Tone};

use crate::keymap::Verb;
use crate::layer::{Action, KeyHint, Layer, Message, News, Offer};
use crate::widget::tabs;
use crate::world::World;

/// A screen of views. A view takes what keys it needs; the rest of Left, Right, Tab and Shift-Tab goes to the next view.
pub(crate) struct Views {
    name: &'static str,
    layers: Vec<Box<dyn Layer>>,
    at: usize,
    /// What stands above all views.
    head: Option<fn(&World) -> String>,
}

impl Views {
    pub(crate) fn new(name: &'static str, layers: Vec<Box<dyn Layer>>) -> Self {
        Self { name, layers, at: 0, head: None }
    }

    /// With a line above all views.
    pub(crate) fn headed(mut self, head: fn(&World) -> String) -> Self {
        self.head = Some(head);
        self
    }

    fn view(&self) -> Option<&dyn Layer> {
        self.layers.get(self.at).map(|view| &**view)
    }

    /// Turns to the view of this name.
    pub(crate) fn show(&mut self, name: &str, world: &World) -> Vec<Action> {
        let at = self.layers.iter().position(|view| view.name() == name).unwrap_or(self.at);
        self.turn_to(at, world)
    }

    fn turn(&mut self, forward: bool, world: &World) -> Vec<Action> {
        let count = self.layers.len();
        let stands = |at: &usize| self.layers.get(*at).is_some_and(|view| view.stands(world));
        let after = |step| if forward { self.at + step } else { self.at + count - step };
        let at = (1..count).map(|step| after(step) % count).find(stands).unwrap_or(self.at);
        self.turn_to(at, world)
    }

    fn turn_to(&mut self, at: usize, world: &World) -> Vec<Action> {
        if self.at != at {
            self.left();
        }
        self.at = at;
        self.opened(world)
    }

    /// The names of the views.
    fn tabs(&self, canvas: &mut Canvas<'_>, y: u16, world: &World) {
        let shown: Vec<(usize, String)> = (self.layers.iter().enumerate())
            .filter(|(at, view)| *at == self.at || view.stands(world))
            .map(|(at, view)| (at, view.name().to_owned()))
            .collect();
        let current = shown.iter().position(|(at, _)| *at == self.at).unwrap_or(0);
        let names: Vec<String> = shown.into_iter().map(|(_, name)| name).collect();
        tabs::draw(canvas, y, &names, current);
    }
}

impl Layer for Views {
    fn opened(&mut self, world: &World) -> Vec<Action> {
        self.layers.get_mut(self.at).map(|view| view.opened(world)).unwrap_or_default()
    }

    fn left(&mut self) {
        if let Some(view) = self.layers.get_mut(self.at) {
            view.left();
        }
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Action>> {
        let took = self.layers.get_mut(self.at).and_then(|view| view.key(key, world));
        if took.is_some() {
            return took;
        }
        match key.code {
            Code::Right | Code::Tab => Some(self.turn(true, world)),
            Code::Left | Code::BackTab => Some(self.turn(false, world)),
            Code::Esc => Some(vec![Action::Run(Verb::Cases)]),
            _ => None,
        }
    }

    fn paste(&mut self, text: &str, world: &World) -> Vec<Action> {
        self.layers.get_mut(self.at).map(|view| view.paste(text, world)).unwrap_or_default()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Action> {
        match news {
            // A view that is not looked at asks when it is.
            News::Changed | News::Told(_) => {
                self.layers.get_mut(self.at).map(|view| view.hear(news, world)).unwrap_or_default()
            }
            _ => self.layers.iter_mut().flat_map(|view| view.hear(news, world)).collect(),
        }
    }

    fn drafts(&self) -> BTreeMap<String, String> {
        self.layers.iter().flat_map(|view| view.drafts()).collect()
    }

    fn restore(&mut self, drafts: &BTreeMap<String, String>, world: &World) -> usize {
        self.layers.iter_mut().map(|view| view.restore(drafts, world)).sum()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let mut y = 0;
        if let Some(head) = self.head {
            canvas.put_in(1, y, width.saturating_sub(2), &head(world), Tone::Hotline);
            y += 1;
        }
        self.tabs(canvas, y, world);
        if let Some(view) = self.view() {
            canvas.sub(0, y + 1, width, height.saturating_sub(y + 1), |canvas| view.draw(canvas, world));
        }
    }

    fn hints(&self, world: &World) -> Vec<KeyHint> {
        self.view().map(|view| view.hints(world)).unwrap_or_default()
    }

    fn offers(&self, world: &World) -> Vec<Offer> {
        self.view().map(|view| view.offers(world)).unwrap_or_default()
    }

    fn views(&self, world: &World) -> Vec<&'static str> {
        self.layers.iter().filter(|view| view.stands(world)).map(|view| view.name()).collect()
    }

    fn keys(&self, world: &World) -> Vec<KeyHint> {
        self.view().map(|view| view.keys(world)).unwrap_or_default()
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn remark(&self, world: &World) -> Option<Message> {
        self.view().and_then(|view| view.remark(world))
    }
}
