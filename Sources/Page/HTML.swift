/// A piece of an HTML page, in which text cannot become markup.
struct HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// The markup.
  let markup: String

  /// Text to be read.
  init(_ text: String) {
    markup = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }

  /// Text to be read.
  init(stringLiteral text: String) {
    self.init(text)
  }

  private init(markup: String) {
    self.markup = markup
  }

  /// An element with what it holds.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ children: [HTML]
  ) -> HTML {
    HTML(markup: opening(name, attributes) + children.map(\.markup).joined() + "</\(name)>")
  }

  /// An element with what it holds.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ children: HTML...
  ) -> HTML {
    tag(name, attributes, children)
  }

  /// An element without attributes.
  static func tag(_ name: String, _ children: [HTML]) -> HTML { tag(name, [:], children) }

  /// An element without attributes.
  static func tag(_ name: String, _ children: HTML...) -> HTML { tag(name, [:], children) }

  /// An element that holds nothing and has no end.
  static func void(_ name: String, _ attributes: KeyValuePairs<String, String>) -> HTML {
    HTML(markup: opening(name, attributes) + "\n")
  }

  /// Rules of style.
  static func style(_ rules: String) -> HTML {
    HTML(markup: "<style>\n\(rules)</style>\n")
  }

  /// A program, in which nothing can end its element.
  static func script(_ program: String) -> HTML {
    // Within strings, templates and patterns of JavaScript, where alone these may stand, \x3C is the same sign.
    let safe = program.replacing("</script", with: #"\x3C/script"#).replacing("<!--", with: #"\x3C!--"#)
    return HTML(markup: "<script>\n\(safe)</script>\n")
  }

  /// What a program reads and no browser runs: letters, digits and what else base64 has.
  static func data(_ id: String, _ base64: String) -> HTML {
    HTML(markup: opening("script", ["id": id, "type": "text/plain"]) + HTML(base64).markup + "</script>\n")
  }

  private static func opening(_ name: String, _ attributes: KeyValuePairs<String, String>) -> String {
    "<\(name)\(attributes.map { " \($0.key)=\"\(HTML($0.value).markup)\"" }.joined())>"
  }
}
