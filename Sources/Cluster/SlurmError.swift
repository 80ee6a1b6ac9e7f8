import Wording

/// Why jobs cannot be given to Slurm, told in one line.
public enum SlurmError: Error, Hashable, CustomStringConvertible {
  /// A word cannot stand in a script for Slurm: the word, and what of it cannot.
  case unusable(String, String)
  /// There is no `sbatch`, or it cannot be started: the reason.
  case missing(String)
  /// `sbatch` does not take a script: the reason it gives, and the number of the array's job where that was taken before.
  case refused(String, reason: String, after: String?)

  /// One line.
  public var description: String {
    switch self {
    case .unusable(let word, let what):
      "\(word.quoted): expected a word for a script of Slurm, found \(what) in it"
    case .missing(let reason): "sbatch: \(reason): expected Slurm's commands on the PATH"
    case .refused(let script, let reason, let job):
      "\(script): refused by sbatch: \(reason.shown(400))"
        + (job.map { "; the shards are submitted as job \($0)" } ?? "")
    }
  }
}
