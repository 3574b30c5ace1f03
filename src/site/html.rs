//! Markup as a tree that is written once: tags and attributes are the program's own, and every text goes through [`escape`].
//!
//! Tags close by themselves, so that no page can be left open; what a program's text can say, no browser can take for markup.

use xieban_words::sanitise;

/// An attribute.
pub(super) type Attribute<'a> = (&'static str, &'a str);

/// A page being written.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// A document: what a browser reads first, then the one element `html`.
    pub(super) fn document(inner: impl FnOnce(&mut Self)) -> String {
        let mut html = Self::default();
        html.out.push_str("<!DOCTYPE html>\n");
        html.tag("html", &[("lang", "zh-CN")], inner);
        html.out.push('\n');
        html.out
    }

    /// An element with what is in it.
    pub(super) fn tag(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        inner: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        inner(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if BLOCKS.contains(&name) {
            self.out.push('\n');
        }
    }

    /// An element that never has anything in it.
    pub(super) fn void(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.open(name, attributes);
        self.out.push('\n');
    }

    fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        if HOLDERS.contains(&name) {
            self.out.push('\n');
        }
    }

    /// An element with a text.
    pub(super) fn says(&mut self, name: &'static str, class: &'static str, text: &str) {
        let class = [("class", class)];
        let attributes = if class[0].1.is_empty() { &[][..] } else { &class[..] };
        self.tag(name, attributes, |html| html.text(text));
    }

    /// A text.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }
}

/// Elements after which a line ends, so that the source can be read.
const BLOCKS: &[&str] = &[
    "head",
    "body",
    "header",
    "nav",
    "main",
    "footer",
    "section",
    "article",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "dl",
    "dd",
    "figure",
    "figcaption",
    "title",
    "svg",
    "g",
    "text",
];
/// Elements that begin a line of their own.
const HOLDERS: &[&str] = &[
    "html", "head", "body", "header", "nav", "main", "footer", "section", "article", "ul", "ol", "table",
    "thead", "tbody", "dl", "svg",
];

/// The one gate of every text: what is invisible or turns the line is taken out, what means something in markup is named.
fn escape(text: &str, out: &mut String) {
    for c in sanitise::outgoing(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// What a telephone dials: the digits before an extension.
pub(super) fn dialled(number: &str) -> String {
    let own = number.split_once('转').map_or(number, |(own, _)| own);
    own.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_text_is_markup_and_no_attribute_ends_early() {
        let page = Html::document(|html| {
            html.tag("p", &[("class", "a\" onclick=\"x")], |html| {
                html.text("<script>alert('1')</script>&\u{202e}\u{7}");
            });
        });
        assert!(page.contains("class=\"a&quot; onclick=&quot;x\""), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>"), "{page}");
        assert_eq!(dialled("0516-83800001转802"), "051683800001");
    }

    proptest! {
        #[test]
        fn whatever_the_text_no_sign_of_markup_is_left(text in "\\PC{0,40}|[<>&\"'a-z/!-]{0,40}") {
            let mut out = String::new();
            escape(&text, &mut out);
            prop_assert!(!out.contains(['<', '>', '"', '\'']));
            let named = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
            prop_assert_eq!(out.matches('&').count(), named.iter().map(|name| out.matches(name).count()).sum::<usize>());
        }
    }
}
