/// How the branch of a residual module ends.
public enum BranchEnd: String, CaseIterable, Codable, Sendable {
  /// With an activation, as in paper A.
  case activation
  /// With its last product.
  case linear
  /// With its last product, whose weights begin at zero, so that every module begins as the identity (Zhang et al.
  /// 2019, Fixup).
  case zero
}
