#if DoublePrecision
  /// The number type of every value and gradient: `Double`, because the package trait `DoublePrecision` is on.
  public typealias Real = Double
#else
  /// The number type of every value and gradient: `Float`, or `Double` under the package trait
  /// `DoublePrecision`, in which gradients can be checked to eight digits.
  public typealias Real = Float
#endif
