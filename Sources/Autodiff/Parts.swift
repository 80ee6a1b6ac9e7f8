/// Visits nearly equal parts of `count` things, each of at most `most`.
@inline(__always)
func forEachPart(of count: Int, atMost most: Int, _ body: (_ first: Int, _ count: Int) -> Void) {
  let parts = (count + most - 1) / most
  for part in 0..<parts {
    let first = part * count / parts
    body(first, (part + 1) * count / parts - first)
  }
}
