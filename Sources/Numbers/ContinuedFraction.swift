/// The value of b₀ + a₁/(b₁ + a₂/(b₂ + …)) to double precision, by the modified method of Lentz.
///
/// `term(n)` gives aₙ and bₙ. Source: Thompson and Barnett 1986, *Coulomb and Bessel functions of complex arguments
/// and order*, section IV.
@inline(__always)
func continuedFraction(_ b0: Double, _ term: (Double) -> (a: Double, b: Double)) -> Double {
  // A denominator of exactly zero would spoil what follows; one of this size cancels out of the next two steps.
  let tiny = 1e-300
  var value = b0 == 0 ? tiny : b0
  var numerator = value
  var inverse = 0.0
  var change = 0.0
  var n = 1.0
  repeat {
    let (a, b) = term(n)
    inverse = 1 / nonzero(b + a * inverse, tiny)
    numerator = nonzero(b + a / numerator, tiny)
    change = numerator * inverse
    value *= change
    n += 1
  } while abs(change - 1) > 4e-16 && n < 1e6
  return value
}

@inline(__always)
private func nonzero(_ x: Double, _ substitute: Double) -> Double { x == 0 ? substitute : x }
