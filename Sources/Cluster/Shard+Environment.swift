extension Shard {
  /// The part that a batch system has given to this process, and the variables that tell it; nil where none does.
  ///
  /// A part is a task of an array of Slurm, a task of a step of Slurm (`srun`), a rank of Open MPI (`mpirun`), or one
  /// of the latter two within an array. Jobs that are submitted from within an array or a step inherit its variables,
  /// and an array may have been meant for something else, so a program should tell what it found.
  ///
  /// - Parameter environment: The process's environment variables.
  /// - Throws: `ShardError` where a variable is missing beside another, or is not what it should be.
  public static func fromEnvironment(
    _ environment: [String: String]
  ) throws(ShardError) -> (shard: Shard, source: String)? {
    let variables = Variables(environment)
    let array = try variables.array()
    guard let rank = try variables.rank() else { return array }
    guard let array else { return rank }
    let first = (array.shard.index - 1) * rank.shard.count
    return (
      Shard(first + rank.shard.index, of: array.shard.count * rank.shard.count),
      "\(array.source) and \(rank.source)"
    )
  }
}

/// What batch systems tell a process about its place among others.
private struct Variables {
  /// Beyond every cluster, and small enough that products of two are exact.
  private static let limit = 1_000_000_000
  private let environment: [String: String]

  init(_ environment: [String: String]) {
    self.environment = environment
  }

  /// The task of an array, whose numbers may begin anywhere and be some steps apart.
  func array() throws(ShardError) -> (shard: Shard, source: String)? {
    let name = "SLURM_ARRAY_TASK_ID"
    guard environment[name] != nil else { return nil }
    let first = try number("SLURM_ARRAY_TASK_MIN", from: 0)
    let last = try number("SLURM_ARRAY_TASK_MAX", from: first)
    let step = try number("SLURM_ARRAY_TASK_STEP", from: 1)
    let id = try number(name, from: first, to: last)
    if (id - first) % step != 0 {
      throw ShardError(variable: name, expected: "\(first) and a multiple of \(step)", found: "\(id)")
    }
    // An array such as 1,3,7 has gaps, and Slurm does not tell which of its tasks this is.
    let count = (last - first) / step + 1
    _ = try number(
      "SLURM_ARRAY_TASK_COUNT", from: count, to: count,
      expected: "\(count), as for an array without gaps from \(first) to \(last)")
    return (Shard((id - first) / step + 1, of: count), name)
  }

  /// The rank of Open MPI, whose own processes are tasks of a step where it was started by Slurm; else the step's task.
  func rank() throws(ShardError) -> (shard: Shard, source: String)? {
    if environment["OMPI_COMM_WORLD_SIZE"] != nil || environment["OMPI_COMM_WORLD_RANK"] != nil {
      return try rank("OMPI_COMM_WORLD_RANK", of: "OMPI_COMM_WORLD_SIZE")
    }
    // A batch script that has tasks but is no step has SLURM_PROCID=0 and SLURM_NTASKS, and is alone.
    if environment["SLURM_STEP_NUM_TASKS"] != nil {
      return try rank("SLURM_PROCID", of: "SLURM_STEP_NUM_TASKS")
    }
    return nil
  }

  private func rank(_ rank: String, of size: String) throws(ShardError) -> (shard: Shard, source: String) {
    let count = try number(size, from: 1)
    return (Shard(try number(rank, from: 0, to: count - 1) + 1, of: count), rank)
  }

  private func number(
    _ name: String, from least: Int, to most: Int = limit, expected: String? = nil
  ) throws(ShardError) -> Int {
    let text = environment[name]
    guard let number = text.flatMap({ Int($0) }), least <= number, number <= most else {
      throw ShardError(
        variable: name, expected: expected ?? "a whole number from \(least) to \(most)", found: text)
    }
    return number
  }
}
