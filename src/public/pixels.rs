//! A photograph as the board shows it.

/// A picture as pixels, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels from left to right.
    pub width: u16,
    /// Pixels from top to bottom.
    pub height: u16,
    /// Red, green and blue of each.
    colours: Vec<[u8; 3]>,
}

impl Pixels {
    /// Rows of `width` pixels each, from the top; `None` where the colours are not as many.
    pub fn new(width: u16, height: u16, colours: Vec<[u8; 3]>) -> Option<Self> {
        let whole = colours.len() == usize::from(width) * usize::from(height);
        whole.then_some(Self { width, height, colours })
    }

    /// The colour of a pixel; white outside.
    pub fn at(&self, x: u16, y: u16) -> [u8; 3] {
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        self.colours.get(at).copied().filter(|_| x < self.width).unwrap_or([u8::MAX; 3])
    }
}
