//! Whole screens: keys in, the screen as its user sees it out. New pictures: `INSTA_UPDATE=always cargo test --test screens`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod approving;
mod call;
mod cases;
mod clock;
mod complaints;
mod conduct;
mod door;
mod drill;
mod duty;
mod elsewhere;
mod exporting;
mod joint;
mod large;
mod laws;
mod library;
mod lock;
mod opinions;
mod overlays;
mod park;
mod picture;
mod pins;
mod portrait;
mod practice;
mod premises;
mod reception;
mod register;
mod settings;
mod setup;
mod shift;
mod strangers;
mod supervision;
mod tabs;
mod verbs;
