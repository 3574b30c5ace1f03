//! What the set-up looks like: the page's title and explanation, its fields, the supervision numbers as they are typed (R26), the keys.

use xieban_domain::founding::Beginning;
use xieban_domain::moment::screen_date;
use xieban_domain::number::Form as Numbered;
use xieban_domain::staff::{Role, Staff};
use xieban_office::sealed_sheet;
use xieban_term::{Canvas, Tone};

use super::SetUp;
use super::pages::{SetupField, SetupPage};

/// Cells of the labels.
const LABELS: u16 = 17;
/// Smallest screen on which it is drawn, in columns and rows.
const SMALLEST: (u16, u16) = (60, 16);

impl SetUp {
    /// Draws the whole screen.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        if width < SMALLEST.0 || height < SMALLEST.1 {
            lines(canvas, 0, "窗口太小，请放大到80×24。", Tone::Text);
            return;
        }
        if self.founded {
            self.draw_recovery(canvas);
            return;
        }
        let x = canvas.put(1, 0, "首次设置", Tone::Title) + 2;
        let x = canvas.put(x, 0, self.page.title(), Tone::Title) + 2;
        canvas.put(x, 0, &self.page.step(), Tone::Dim);
        canvas.across(0, 1, width, Tone::Frame);
        let below = height - 4;
        canvas.sub(2, 2, width.saturating_sub(4), below - 2, |canvas| {
            let used = lines(canvas, 0, self.page.says(), Tone::Text) + 1;
            let (width, height) = canvas.size();
            let form = self.form(self.page);
            let rows = form.rows();
            match self.page {
                SetupPage::Review => {
                    let room = height.saturating_sub(used + rows + 1);
                    canvas.sub(0, used, width, room, |canvas| self.draw_review(canvas));
                    canvas.sub(0, height - rows, width, rows, |canvas| {
                        form.draw(canvas, LABELS, true);
                    });
                }
                _ => canvas.sub(0, used, width, height.saturating_sub(used), |canvas| {
                    form.draw(canvas, LABELS, true);
                }),
            }
            if self.page == SetupPage::Purpose {
                canvas.put_in(0, used + 2, width, &format!("台账：{}", self.place), Tone::Dim);
            }
        });
        canvas.across(0, below, width, Tone::Frame);
        match (&self.message, self.busy) {
            (_, Some(busy)) => {
                canvas.put(1, height - 3, busy, Tone::Notice);
            }
            (Some(message), None) => {
                let (mark, tone) = if message.bad { ("! ", Tone::Error) } else { ("  ", Tone::Notice) };
                let room = width.saturating_sub(2);
                canvas.put_in(1, height - 3, room, &format!("{mark}{}", message.text), tone);
            }
            (None, None) => {}
        }
        let number = |id| self.form(SetupPage::Office).text(id);
        let hotlines = format!("作风投诉 {}  短信 {}", number(SetupField::Hotline), number(SetupField::Sms));
        canvas.put_in(1, height - 2, width.saturating_sub(2), &hotlines, Tone::Hotline);
        let leave = if self.page == SetupPage::Purpose {
            "Esc退出"
        } else {
            "Esc上一步 Ctrl-Q退出，填的留着"
        };
        canvas.put(1, height - 1, "数字选择 Enter下一栏 F8或PgDn下一步", Tone::Text);
        canvas.put_before(width.saturating_sub(1), height - 1, leave, Tone::Dim);
    }

    /// 《系统管理员恢复码（密封件）》: to be copied, sealed and put away.
    fn draw_recovery(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        canvas.put(1, 0, "台账已建立", Tone::Title);
        canvas.across(0, 1, width, Tone::Frame);
        canvas.sub(2, 2, width.saturating_sub(4), height.saturating_sub(4), |canvas| {
            let says = "请把下面这张抄下或打印，两人在场密封，交指定的地方保管。系统管理员都不能签到时，只有它能另设一名。这里只显示这一次。";
            let mut y = lines(canvas, 0, says, Tone::Text) + 1;
            for line in sealed_sheet(&self.form(SetupPage::Office).text(SetupField::Office), &self.recovery).lines() {
                y += lines(canvas, y, line, Tone::Notice).max(1);
            }
        });
        canvas.across(0, height - 2, width, Tone::Frame);
        canvas.put(
            1,
            height - 1,
            "抄好后按 Enter 进协办台；请尽快再设一名系统管理员（系统设置、人员）",
            Tone::Text,
        );
    }

    fn draw_review(&self, canvas: &mut Canvas<'_>) {
        let (width, height) = canvas.size();
        let rows = self.review();
        for ((label, text), y) in rows.iter().zip(0..height) {
            canvas.put(0, y, label, Tone::Label);
            canvas.put_in(LABELS, y, width.saturating_sub(LABELS), text, Tone::Text);
        }
    }

    /// Everything that was typed, a line each.
    fn review(&self) -> Vec<(&'static str, String)> {
        let Beginning { settings, staff, .. } = self.beginning();
        let or = |text: Option<&String>| {
            text.filter(|text| !text.trim().is_empty()).cloned().unwrap_or_else(|| "未填".to_owned())
        };
        let names: Vec<&str> = settings.departments.iter().map(|dept| dept.name.as_str()).collect();
        let hours = settings.hours.map(|hours| hours.map(super::pages::written).join("  "));
        let used: Vec<String> = Numbered::ALL
            .iter()
            .filter_map(|form| Some(format!("{}{}号", form.name(), settings.used_on_paper.get(form)?.1)))
            .collect();
        let used = if used.is_empty() { "都从1号起".to_owned() } else { used.join("、") };
        let holder = |role| {
            let holder = staff.iter().find(|staff| staff.is(role));
            holder.map(|Staff { code, name, post, .. }| format!("{name} {code} {post}"))
        };
        let today = self.given.now.date();
        let (duty, (officer, leader)) = (self.duty(), self.founders());
        let day = screen_date(duty.date, today);
        let when =
            if duty.date == today { format!("今天 {day}") } else { format!("下一个工作日 {day}") };
        vec![
            ("单位、字头", format!("{}  {}", or(settings.office.as_ref()), or(settings.prefix.as_ref()))),
            ("时间", hours.unwrap_or_default()),
            (
                "作风投诉",
                format!(
                    "{}  短信 {}  {}",
                    or(settings.hotline.as_ref()),
                    or(settings.sms.as_ref()),
                    or(settings.hotline_of.as_ref())
                ),
            ),
            ("主管局", or(settings.bureau.as_ref())),
            ("安排表报送", or(settings.bureau_office.as_ref())),
            ("复议、诉讼", format!("{}  {}", or(settings.review_body.as_ref()), or(settings.court.as_ref()))),
            ("科室", names.join("、")),
            ("协办员", holder(Role::Officer).unwrap_or_default()),
            ("值班领导", holder(Role::DutyLeader).unwrap_or_default()),
            ("系统管理员", holder(Role::Administrator).unwrap_or_default()),
            ("用过的编号", used),
            ("值班", format!("{when}  协办员 {officer}  值班领导 {leader}")),
        ]
    }
}

/// Puts a text on as many rows as it needs; gives them.
fn lines(canvas: &mut Canvas<'_>, from: u16, text: &str, tone: Tone) -> u16 {
    let width = canvas.size().0;
    let wrapped = xieban_text::wrap(canvas.metrics, text, width.into());
    for (line, y) in wrapped.iter().zip(from..) {
        canvas.put(0, y, line, tone);
    }
    u16::try_from(wrapped.len()).unwrap_or(0)
}
