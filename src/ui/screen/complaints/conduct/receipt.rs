//! 回执码: shown once, large enough to be copied down, with a slip that holds the code, the two numbers and nothing else.

use xieban_domain::conduct::ReceiptCode;
use xieban_forms as forms;
use xieban_term::{Canvas, Digits, Tone};

use crate::layer::Action;
use crate::overlay::paper::{Job, PaperPreview};
use crate::world::World;

/// The code on the screen.
pub(super) struct ReceiptScreen(pub(super) ReceiptCode);

impl ReceiptScreen {
    /// The slip.
    pub(super) fn print(&self, world: &World) -> Vec<Action> {
        let sheets = vec![forms::receipt_slip(self.0, &world.header.settings)];
        vec![Action::Open(Box::new(PaperPreview::to_print(sheets, Job { case: None, again: false })))]
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, world: &World) {
        let settings = &world.header.settings;
        canvas.put(2, 1, "已登记。请把回执码抄给投诉人：", Tone::Title);
        Digits::new(&self.0.to_string()).draw(canvas, 4, 3, Tone::Title);
        let y = 6;
        canvas.put(4, y + 1, &format!("回执码 {}", self.0), Tone::Title);
        let ask = format!("凭回执码问结果：{}，短信 {}", settings.hotline, settings.sms);
        canvas.put(2, y + 3, &ask, Tone::Text);
        canvas.put(2, y + 4, "1 打印回执   2 已抄下", Tone::Key);
        canvas.cursor(2, y + 4);
    }
}
