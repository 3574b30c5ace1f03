//! 任免 (R77–R79): who is to be appointed or removed, that 局作风办 was asked, what it said, and what came of it — behind the wall
//! of recusal. The decision itself is not made here; the record cannot be completed without what the plan asks for.

mod command;
mod decide;
mod record;
mod step;

pub use command::{AboutAppointment, AppointmentCommand, ProposeAppointment};
pub use decide::{ask, begin, decide};
pub use record::{Appointment, AppointmentStanding, Completed};
pub use step::{
    AppointmentAct, AppointmentLevel, AppointmentNumber, AppointmentStep, BureauOpinion, FiledAppointment,
    Opined, Proposal,
};
