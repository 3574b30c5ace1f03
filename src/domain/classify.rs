//! 类别: which of the three kinds a matter is, suggested with its reason (R37, R39–R41). The officer confirms.

use super::catalogue::{Catalogue, ChainId, Era, MatterOrChain, StageOwner, UnitId};
use super::codes::Kind;

/// What the catalogue suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub kind: Kind,
    /// Why, in words for the screen.
    pub reason: String,
    /// The unit to go to: the competent one, or the first of a chain where that is not us.
    pub target: Option<UnitId>,
    /// The chain it is, or those in which the matter stands in this era.
    pub chains: Vec<ChainId>,
}

impl Suggestion {
    /// The matter can be done alone, and also stands in a chain: the desk asks 单办 or 联办 (R40).
    pub const fn asks_joint(&self) -> bool {
        matches!(self.kind, Kind::Own) && !self.chains.is_empty()
    }
}

/// Classifies by who takes part. `None` for a subject that the catalogue does not have.
pub fn classify(subject: &MatterOrChain, era: Era, catalogue: &Catalogue) -> Option<Suggestion> {
    match subject {
        MatterOrChain::Chain(id) => {
            let places = catalogue.chain(id)?.places(era);
            Some(of_places(&places, vec![id.clone()], era, catalogue))
        }
        MatterOrChain::Matter(code) => {
            let matter = catalogue.matter(code)?;
            let chains = catalogue.chains_of(matter, era);
            Some(match matter.kind(era) {
                Kind::Own => Suggestion {
                    kind: Kind::Own,
                    reason: "全流程在本所办理".to_owned(),
                    target: None,
                    chains,
                },
                Kind::Joint => {
                    let first = chains.first().and_then(|id| catalogue.chain(id));
                    let places = first.map(|chain| chain.places(era)).unwrap_or_default();
                    of_places(&places, chains, era, catalogue)
                }
                Kind::Transfer => {
                    let target = matter.unit(era).cloned();
                    let name = target.as_ref().map_or("12345", |unit| catalogue.unit_name(unit, era));
                    Suggestion {
                        kind: Kind::Transfer,
                        reason: format!("不属本所职能，由{name}办理"),
                        target: target.and_then(|unit| catalogue.unit_in(&unit, era)).map(|(unit, _)| unit),
                        chains: Vec::new(),
                    }
                }
            })
        }
    }
}

/// R39–R41 over the stages: only ours → 受理件; two units or more with us among them → 联办件; without us → 移办件.
fn of_places(places: &[StageOwner], chains: Vec<ChainId>, era: Era, catalogue: &Catalogue) -> Suggestion {
    let first_other = places.iter().find_map(|place| match place {
        StageOwner::Theirs(unit, _) => Some(unit),
        StageOwner::Ours(_) => None,
    });
    let ours = places.iter().any(|place| matches!(place, StageOwner::Ours(_)));
    let we_begin = matches!(places.first(), Some(StageOwner::Ours(_)));
    let here = |unit: &UnitId| catalogue.unit_in(unit, era).map(|(unit, _)| unit);
    let (kind, reason, target) = match (ours, first_other) {
        (_, None) => (Kind::Own, "全流程在本所办理".to_owned(), None),
        (true, Some(_)) if we_begin => (Kind::Joint, "涉及两个以上单位，本所在第一环节".to_owned(), None),
        (true, Some(unit)) => {
            let name = catalogue.unit_name(unit, era);
            (Kind::Joint, format!("涉及两个以上单位，第一环节在{name}"), here(unit))
        }
        (false, Some(unit)) => {
            let name = catalogue.unit_name(unit, era);
            (Kind::Transfer, format!("各环节都不在本所，先到{name}"), here(unit))
        }
    };
    Suggestion { kind, reason, target, chains }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggest(code: &str, era: Era) -> Suggestion {
        classify(&MatterOrChain::from(code), era, Catalogue::bundled().unwrap()).unwrap()
    }

    #[test]
    fn r37_r41_a_matter_of_another_unit_is_a_transfer_to_it() {
        let food = suggest("YB01", Era::Now);
        assert_eq!((food.kind, food.target), (Kind::Transfer, Some(UnitId::from("SCJG"))));
        assert!(food.reason.contains("市市场监督管理局"));
        assert_eq!(suggest("YB01", Era::Plan).target, Some(UnitId::from("SYJ")));
    }

    #[test]
    fn r39_wholly_ours_is_own_and_the_era_counts() {
        assert_eq!(suggest("GW02", Era::Now).kind, Kind::Own);
        assert_eq!(suggest("YB08", Era::Plan).kind, Kind::Transfer);
        assert_eq!(suggest("YB08", Era::Now).kind, Kind::Own);
    }

    #[test]
    fn r40_two_units_with_us_among_them_are_joint() {
        let hotel = suggest("CH01", Era::Now);
        assert_eq!((hotel.kind, hotel.target), (Kind::Joint, Some(UnitId::from("SPJ"))));
        assert_eq!(suggest("CH02", Era::Now).target, None, "we begin");
        assert!(suggest("GW01", Era::Now).asks_joint());
        assert_eq!(suggest("GW01", Era::Now).chains.len(), 4);
        let catalogue = Catalogue::bundled().unwrap();
        let theirs = |unit: &str| StageOwner::Theirs(UnitId::from(unit), String::new());
        let ours = StageOwner::Ours(crate::catalogue::MatterCode("GW01".to_owned()));
        let kind = |places: &[StageOwner]| of_places(places, Vec::new(), Era::Now, catalogue).kind;
        assert_eq!(kind(&[theirs("SPJ"), ours.clone()]), Kind::Joint);
        assert_eq!(kind(&[theirs("SPJ"), theirs("GAJ")]), Kind::Transfer);
        assert_eq!(kind(&[ours.clone(), ours]), Kind::Own);
    }
}
