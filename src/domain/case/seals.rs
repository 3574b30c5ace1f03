//! Where in a case its private texts are. Whatever gains one is listed here, or it cannot be written to a page.

use super::approval::ActingProposal;
use super::closing::{Answered, Ending, Reopening};
use super::late::LateEntry;
use super::state::{Acting, Asking, Card, Case, Disposed, Finish, Life, Opening, Reply, Signature};
use super::supervision::UrgeAnswer;
use super::transfer::{Dispute, FollowedUp};
use super::void::Voided;
use crate::sealed::seals;

seals!(LateEntry { reason });
seals!(Opening { kind_reason, remark, late });
seals!(Card { missing, cause });
seals!(Finish { summary });
seals!(Reply { content });
seals!(Ending { words });
seals!(Voided { reason });
seals!(Asking { reason });
seals!(Acting { reason });
seals!(ActingProposal { reason });
seals!(Answered { words });
seals!(Reopening { reason });
seals!(UrgeAnswer { words });
seals!(Dispute { reason });
seals!(FollowedUp { words });

seals!(Disposed:
    Self::Return { why, alternative, .. } => [why, alternative],
    Self::Promise { words, .. } => [words],
    Self::Prompt | Self::Instant { .. } => [],
);

seals!(Signature:
    Self::Refused(words) | Self::ByOther(_, words) => [words],
    Self::Awaited | Self::AwaitedAfterCall | Self::Mailed | Self::Signed(_) => [],
);

seals!(Life:
    Self::ReturnProposed(before) => [before],
    Self::Ended(before, ending) => [before, ending],
    Self::Void(voided) => [voided],
    Self::Finished(finish) => [finish],
    Self::Replied(finish, reply, signature) | Self::Archived(finish, reply, signature) => [finish, reply, signature],
    Self::Registered
    | Self::Undecided
    | Self::Prompted
    | Self::Working
    | Self::AwaitingVisitor(_)
    | Self::Guided
    | Self::HandedOver(_) => [],
);

seals!(Case {
    opening,
    visitor,
    materials,
    disposed,
    cards,
    asking,
    acting,
    proposed,
    phoned,
    course,
    transfer,
    rating,
    stops,
    extension,
    reopened,
    urges,
    life,
});
