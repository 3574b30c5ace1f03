//! What a text is: which characters may come in, which form is stored, what a mask leaves standing, how it sounds.

pub mod canonical;
pub mod mask;
pub mod pinyin;
pub mod sanitise;
