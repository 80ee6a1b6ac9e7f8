/// The line of the error that something throws.
func message(_ body: () throws -> some Any) -> String {
  do {
    return "no error: \(try body())"
  } catch {
    return "\(error)"
  }
}
