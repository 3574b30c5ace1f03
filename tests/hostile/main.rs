//! Texts that would steer a terminal, a printer or a spreadsheet, or would hide, in every field there is: none of it in any byte that comes
//! out, on screens, the wall, paper, tables, the website, the command line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod escapes;
mod lines;
