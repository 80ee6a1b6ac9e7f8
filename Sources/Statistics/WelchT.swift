/// A difference of means that are known to their own errors, in units of its error: Student's t, with the
/// degrees of freedom that fit best.
///
/// Source: Welch 1947, *The Generalization of Student's Problem when Several Different Population Variances
/// are Involved*; Satterthwaite 1946 for the degrees of freedom.
struct WelchT {
  /// The probability of so large a difference where there is none, or a negative one.
  let larger: Double
  /// The probability of so small a difference where there is none, or a positive one.
  let smaller: Double
  /// The standard error of the difference.
  let error: Double

  /// - Parameter variances: The squares of the means' standard errors, with the degrees of freedom of each.
  init(_ difference: Double, variances: [(value: Double, degreesOfFreedom: Double)]) {
    let variance = variances.reduce(0) { $0 + $1.value }
    error = variance.squareRoot()
    guard variance > 0 else {
      // Numbers without any spread differ, or they do not; how likely that is by chance they do not tell.
      (larger, smaller) = (difference > 0 ? 0 : 1, difference < 0 ? 0 : 1)
      return
    }
    let spread = variances.reduce(0) { $0 + $1.value * $1.value / $1.degreesOfFreedom }
    let law = StudentT(degreesOfFreedom: variance * variance / spread)
    (larger, smaller) = (law.survival(difference / error), law.cumulative(difference / error))
  }
}
