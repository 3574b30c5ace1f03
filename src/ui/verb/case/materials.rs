//! 材料: looked through again (R46).

use xieban_domain::case::CaseCommand;
use xieban_domain::refusal::RefusedField;

use super::{CaseVerb, Does, Subject as _, case};
use crate::layer::Action;
use crate::overlay::materials::MaterialsEditor;

pub(super) static VERB: CaseVerb = CaseVerb {
    name: "材料",
    place: "1",
    does: Does::Go {
        command: |view, _| view.command(CaseCommand::NoteMaterials { materials: Vec::new() }),
        fields: &[RefusedField::Materials],
        way: |view, _| {
            let editor = MaterialsEditor::new(case(view), view.row.record.has_masked_words());
            vec![Action::Open(Box::new(editor))]
        },
    },
};
