//! How wide a text is, in cells. Nothing outside this room asks for a width.
