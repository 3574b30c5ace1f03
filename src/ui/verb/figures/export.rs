//! 导出表格 of the period.

use super::ReportVerb;
use crate::layer::Action;
use crate::overlay::exporting::ExportSheet;
use crate::verb::Does;

pub(super) static VERB: ReportVerb = ReportVerb {
    name: "导出表格",
    place: "83",
    does: Does::Show(|of, _| {
        let sheet = of.0.as_ref().map(|view| ExportSheet::of(view.period));
        sheet.map(|sheet| Action::Open(Box::new(sheet))).into_iter().collect()
    }),
};
