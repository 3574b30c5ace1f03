//! The rules. No clock, no files, no terminal: everything a rule may know is handed to it.
