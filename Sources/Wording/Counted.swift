/// A number of things by their name, such as `1 run` and `5 runs`.
package func counted(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }
