import Cluster

extension Shard {
  /// The trials that are this part's, in their order.
  public func of<T: Trial>(_ trials: [T]) -> [T] {
    places(costs: trials.map(\.cost)).map { trials[$0] }
  }
}
