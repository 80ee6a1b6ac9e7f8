import Cluster
import Testing

/// The variables are those that Slurm 22.05 and Open MPI 4.1 set.
@Suite struct ShardEnvironmentTests {
  private let array = [
    "SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "4",
    "SLURM_ARRAY_TASK_STEP": "1", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_PROCID": "0",
  ]
  private let step = [
    "SLURM_PROCID": "1", "SLURM_NTASKS": "2", "SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "2",
  ]
  private let ranks = ["OMPI_COMM_WORLD_RANK": "4", "OMPI_COMM_WORLD_SIZE": "5"]

  private func found(_ environment: [String: String]...) throws -> String? {
    let all = environment.reduce([:]) { $0.merging($1) { $1 } }
    return try Shard.fromEnvironment(all).map { "\($0.shard) \($0.source)" }
  }

  @Test func noBatchSystemIsNoPart() throws {
    #expect(try found(["PATH": "/bin"]) == nil)
  }

  /// A batch script of several tasks is one process all the same, though it has the variables of the first task.
  @Test func aBatchScriptThatIsNoStepIsNoPart() throws {
    let script = [
      "SLURM_JOB_ID": "1", "SLURM_PROCID": "0", "SLURM_NTASKS": "2", "SLURM_NPROCS": "2",
      "SLURM_LOCALID": "0",
      "SLURM_TASKS_PER_NODE": "2",
    ]
    #expect(try found(script) == nil)
  }

  @Test func aTaskOfAnArray() throws {
    #expect(try found(array) == "3/4 SLURM_ARRAY_TASK_ID")
    let byTwo = [
      "SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_MAX": "4",
      "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "3",
    ]
    #expect(try found(byTwo) == "3/3 SLURM_ARRAY_TASK_ID")
  }

  @Test func aTaskOfAStepAndARankOfOpenMPI() throws {
    #expect(try found(step) == "2/2 SLURM_PROCID")
    #expect(try found(ranks) == "5/5 OMPI_COMM_WORLD_RANK")
    // Open MPI starts its daemons as a step, one a node.
    #expect(try found(step, ranks) == "5/5 OMPI_COMM_WORLD_RANK")
  }

  @Test func ranksWithinAnArrayAreEachAPart() throws {
    #expect(try found(array, step) == "6/8 SLURM_ARRAY_TASK_ID and SLURM_PROCID")
    #expect(try found(array, ranks) == "15/20 SLURM_ARRAY_TASK_ID and OMPI_COMM_WORLD_RANK")
    let parts = try (1...4).flatMap { task in
      try (0...1).map { rank in
        try found(array, step, ["SLURM_ARRAY_TASK_ID": "\(task)", "SLURM_PROCID": "\(rank)"])
      }
    }
    #expect(Set(parts).count == 8)
  }

  @Test func nonsenseIsAnErrorThatNamesTheVariable() {
    func message(_ environment: [String: String]...) -> String {
      let all = environment.reduce([:]) { $0.merging($1) { $1 } }
      do {
        return "none: \(String(describing: try Shard.fromEnvironment(all)))"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message(array, ["SLURM_ARRAY_TASK_ID": "x"])
        == "SLURM_ARRAY_TASK_ID: expected a whole number from 1 to 4, found 'x'")
    #expect(
      message(array, ["SLURM_ARRAY_TASK_ID": "5"])
        == "SLURM_ARRAY_TASK_ID: expected a whole number from 1 to 4, found '5'")
    #expect(
      message(["SLURM_ARRAY_TASK_ID": "1"])
        == "SLURM_ARRAY_TASK_MIN: expected a whole number from 0 to 1000000000, found nothing")
    #expect(
      message(array, ["SLURM_ARRAY_TASK_STEP": "0"])
        == "SLURM_ARRAY_TASK_STEP: expected a whole number from 1 to 1000000000, found '0'")
    #expect(
      message(array, ["SLURM_ARRAY_TASK_STEP": "3", "SLURM_ARRAY_TASK_COUNT": "2"])
        == "SLURM_ARRAY_TASK_ID: expected 1 and a multiple of 3, found '3'")
    #expect(
      message(array, ["SLURM_ARRAY_TASK_MAX": "7", "SLURM_ARRAY_TASK_COUNT": "3"])
        == "SLURM_ARRAY_TASK_COUNT: expected 7, as for an array without gaps from 1 to 7, found '3'")
    #expect(
      message(step, ["SLURM_STEP_NUM_TASKS": "99999999999999"])
        == "SLURM_STEP_NUM_TASKS: expected a whole number from 1 to 1000000000, found '99999999999999'")
    #expect(
      message(step, ["SLURM_PROCID": "2"])
        == "SLURM_PROCID: expected a whole number from 0 to 1, found '2'")
    #expect(
      message(["OMPI_COMM_WORLD_RANK": "0"])
        == "OMPI_COMM_WORLD_SIZE: expected a whole number from 1 to 1000000000, found nothing")
    #expect(
      message(ranks, ["OMPI_COMM_WORLD_RANK": ""])
        == "OMPI_COMM_WORLD_RANK: expected a whole number from 0 to 4, found ''")
  }
}
