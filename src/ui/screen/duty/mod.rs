//! 值班: who has the desk, now and later, in views beside one another. Each view is a layer of its own in a file of its own.

mod days;
mod due;
mod edit;
mod premises;
mod quarter;
mod today;
mod week;

use premises::Premises;

use crate::term::{Canvas, Code, Key, Tone};
use crate::ui::layer::{Hint, Layer, Message, News, Wish};
use crate::ui::world::World;

/// The views from left to right. A further one is a further row: its `name` is the word on its tab. A view takes what keys it
/// needs; the rest of Left, Right, Tab and Shift-Tab goes to the next view.
fn views() -> Vec<Box<dyn Layer>> {
    vec![
        Box::new(today::Today::new()),
        Box::new(week::Week::new()),
        Box::new(quarter::QuarterView::new()),
        Box::new(due::DueView::new()),
        Box::new(Premises::desk()),
        Box::new(Premises::rules()),
        Box::new(Premises::training()),
    ]
}

/// The screen of duty.
pub(crate) struct Duty {
    views: Vec<Box<dyn Layer>>,
    at: usize,
}

impl Duty {
    pub(crate) fn new() -> Self {
        Self { views: views(), at: 0 }
    }

    fn view(&self) -> Option<&dyn Layer> {
        self.views.get(self.at).map(|view| &**view)
    }

    /// Turns to the view of this name.
    pub(crate) fn show(&mut self, name: &str, world: &World) -> Vec<Wish> {
        self.at = self.views.iter().position(|view| view.name() == name).unwrap_or(self.at);
        self.opened(world)
    }

    fn turn(&mut self, forward: bool, world: &World) -> Vec<Wish> {
        let count = self.views.len().max(1);
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        self.opened(world)
    }
}

impl Layer for Duty {
    fn opened(&mut self, world: &World) -> Vec<Wish> {
        self.views.get_mut(self.at).map(|view| view.opened(world)).unwrap_or_default()
    }

    fn key(&mut self, key: Key, world: &World) -> Option<Vec<Wish>> {
        let took = self.views.get_mut(self.at).and_then(|view| view.key(key, world));
        if took.is_some() {
            return took;
        }
        match key.code {
            Code::Right | Code::Tab => Some(self.turn(true, world)),
            Code::Left | Code::BackTab => Some(self.turn(false, world)),
            Code::Esc => Some(vec![Wish::Run(crate::ui::keymap::Verb::Cases)]),
            _ => None,
        }
    }

    fn paste(&mut self, text: &str, world: &World) -> Vec<Wish> {
        self.views.get_mut(self.at).map(|view| view.paste(text, world)).unwrap_or_default()
    }

    fn hear(&mut self, news: &News<'_>, world: &World) -> Vec<Wish> {
        match news {
            // A view that is not looked at asks when it is.
            News::Changed | News::Told(_) => {
                self.views.get_mut(self.at).map(|view| view.hear(news, world)).unwrap_or_default()
            }
            _ => self.views.iter_mut().flat_map(|view| view.hear(news, world)).collect(),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let (width, height) = canvas.size();
        let mut x = 1;
        for (at, view) in self.views.iter().enumerate() {
            x = match at == self.at {
                true => canvas.put(x, 0, &format!("[{}]", view.name()), Tone::Title),
                false => canvas.put(x, 0, &format!(" {} ", view.name()), Tone::Text),
            };
        }
        if let Some(view) = self.view() {
            canvas.sub(0, 1, width, height.saturating_sub(1), |canvas| view.draw(canvas, world));
        }
    }

    fn hints(&self, world: &World) -> Vec<Hint> {
        self.view().map(|view| view.hints(world)).unwrap_or_default()
    }

    fn keys(&self, world: &World) -> Vec<Hint> {
        self.view().map(|view| view.keys(world)).unwrap_or_default()
    }

    fn name(&self) -> &'static str {
        "值班"
    }

    fn remark(&self, world: &World) -> Option<Message> {
        self.view().and_then(|view| view.remark(world))
    }
}
