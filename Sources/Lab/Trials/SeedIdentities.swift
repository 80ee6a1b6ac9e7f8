/// The identities of trials that differ in their seeds alone: all else is encoded once.
struct SeedIdentities<T: Trial> {
  /// The fields before the seed and behind it, in the order of canonical JSON.
  private let before, behind: String
  /// The identity of the trial with the standard seed, which goes without saying.
  private let standard: String

  init(of trial: T) throws {
    var changes = try trial.changes()
    changes["seed"] = nil
    standard = try canonicalJSON(changes)
    // Canonical JSON orders names without regard to case.
    func fields(_ isMeant: (String) -> Bool) throws -> String {
      String(try canonicalJSON(changes.filter { isMeant($0.key.lowercased()) }).dropFirst().dropLast())
    }
    let (before, behind) = (try fields { $0 < "seed" }, try fields { $0 > "seed" })
    self.before = "{" + before + (before.isEmpty ? "" : ",") + #""seed":"#
    self.behind = (behind.isEmpty ? "" : ",") + behind + "}"
  }

  subscript(seed: UInt64) -> String { seed == T.standard.seed ? standard : "\(before)\(seed)\(behind)" }
}
