import Foundation
import FoundationNetworking
import Synchronization
import Wording

/// One request for one file, written to disk as it arrives.
///
/// Asks only for what the file on disk lacks; a server that sends the whole instead overwrites what was there.
final class HTTPTransfer: NSObject, URLSessionDataDelegate, Sendable {
  /// Why a transfer did not bring the whole file.
  enum Failure: Error {
    /// The network or the server; the words name no host.
    case network(String)
    /// What is on disk cannot be continued, so it must be thrown away.
    case unusablePart(String)
    /// The disk.
    case disk(String)
  }

  private struct State {
    let handle: FileHandle
    var received: Int
    var failure: Failure?
    var continuation: CheckedContinuation<Failure?, Never>?
  }

  private let state: Mutex<State>
  private let total: Int
  private let progress: @Sendable (Int) -> Void

  /// Continues the file at `path`, which must exist, up to `total` bytes.
  ///
  /// `progress` is told how many bytes are on disk. Throws `Failure`.
  static func fetch(
    _ url: URL, to path: String, total: Int, timeout: Double, progress: @escaping @Sendable (Int) -> Void
  ) async throws(Failure) {
    let handle: FileHandle, present: Int
    do {
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      present = Int(try handle.seekToEnd())
    } catch {
      throw .disk(plainReason(error))
    }
    let transfer = HTTPTransfer(State(handle: handle, received: present), total, progress)
    var request = URLRequest(url: url)
    // Unpacking on the way would change the bytes that the published sum is of.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if present > 0 { request.setValue("bytes=\(present)-", forHTTPHeaderField: "Range") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    let session = URLSession(configuration: configuration, delegate: transfer, delegateQueue: nil)
    let task = session.dataTask(with: request)
    let failure = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.state.withLock { $0.continuation = continuation }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    session.finishTasksAndInvalidate()
    if let failure { throw failure }
  }

  private init(_ state: sending State, _ total: Int, _ progress: @escaping @Sendable (Int) -> Void) {
    self.state = Mutex(state)
    self.total = total
    self.progress = progress
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let failure = state.withLock { state in
      state.failure = start(response, &state)
      return state.failure
    }
    completionHandler(failure == nil ? .allow : .cancel)
  }

  private func start(_ response: URLResponse, _ state: inout State) -> Failure? {
    guard let response = response as? HTTPURLResponse else { return .network("no HTTP answer") }
    switch response.statusCode {
    case 200:
      do {
        try state.handle.truncate(atOffset: 0)
        state.received = 0
      } catch {
        return .disk(plainReason(error))
      }
      return nil
    case 206:
      let range = response.value(forHTTPHeaderField: "Content-Range") ?? "nothing"
      guard range.hasPrefix("bytes \(state.received)-") else {
        return .unusablePart("asked for bytes from \(state.received) on, answered with \(range)")
      }
      return nil
    case 416: return .unusablePart("HTTP 416")
    default: return .network("HTTP \(response.statusCode)")
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let received: Int? = state.withLock { state in
      guard state.failure == nil else { return nil }
      guard state.received + data.count <= total else {
        state.failure = .unusablePart("sent more than the expected \(total) bytes")
        return nil
      }
      do {
        try state.handle.write(contentsOf: data)
      } catch {
        state.failure = .disk(plainReason(error))
        return nil
      }
      state.received += data.count
      return state.received
    }
    if let received { progress(received) } else { dataTask.cancel() }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let (continuation, failure) = state.withLock { state in
      if state.failure == nil, let error { state.failure = .network(error.localizedDescription) }
      if state.failure == nil, state.received < total {
        state.failure = .network("sent only \(state.received) of \(total) bytes")
      }
      do {
        try state.handle.close()
      } catch {
        state.failure = .disk(plainReason(error))
      }
      defer { state.continuation = nil }
      return (state.continuation, state.failure)
    }
    continuation?.resume(returning: failure)
  }
}
