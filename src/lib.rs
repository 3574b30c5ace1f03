//! `xieban` (协办): the reception desk of a municipal health supervision office, in a terminal.
//!
//! The rooms, in the order in which they may know of each other (`tests/tidy.rs` holds them to it):
//!
//! | room | owns | knows |
//! |---|---|---|
//! | [`words`] | what a text is: sanitising, canonical forms, masks, pinyin | nothing |
//! | [`text`] | how wide a text is: cells, fit, wrap, the edit field | `words` |
//! | [`term`] | the terminal: keys in, canonical frames out | `text`, `words` |
//! | [`domain`] | the rules: state + command + context → events or a refusal | `words` |
//! | [`export`] | tables as CSV and XLSX | `domain`, `text`, `words` |
//! | [`journal`] | meaning ↔ bytes: pages, chain, seals | `domain` |
//! | [`store`] | the file: tables, transactions, queries | `journal`, `domain` |
//! | [`office`] | the one door: sign-in, authorisation, clock, act, ask | `store`, `journal`, `domain`, `words` |
//! | [`board`] | the wall display | the public part of `office`, `forms`, `domain`, `term`, `text`, `words` |

pub mod board;
pub mod cli;
pub mod domain;
pub mod export;
pub mod forms;
pub mod journal;
pub mod office;
pub mod site;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
pub mod words;
