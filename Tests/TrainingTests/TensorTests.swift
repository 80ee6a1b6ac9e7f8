import Foundation
import Testing
import Training

@Suite struct TensorTests {
  @Test func numbersKeepTheirBits() {
    let numbers: [Float] = [0, -0.0, 1.5, .infinity, .leastNonzeroMagnitude, -.greatestFiniteMagnitude]
    let tensor = Tensor("t", shape: [2, 3], numbers.span)
    #expect(tensor.element == .float32)
    #expect(tensor.count == 6)
    #expect(Array(tensor.bytes[8..<12]) == [0, 0, 0xC0, 0x3F])
    var back = [Float](repeating: 9, count: 6)
    var span = back.mutableSpan
    tensor.copy(to: &span)
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func numbersAreConverted() {
    let numbers = [0.1, -1e300, 3]
    let tensor = Tensor("t", shape: [3], numbers.span)
    #expect(tensor.element == .float64)
    var narrow = [Float](repeating: 9, count: 3)
    var span = narrow.mutableSpan
    tensor.copy(to: &span)
    #expect(narrow == [0.1, -.infinity, 3])
    var wide = [Double](repeating: 9, count: 3)
    var wideSpan = wide.mutableSpan
    Tensor("t", shape: [3], narrow.span).copy(to: &wideSpan)
    #expect(wide == [Double(Float(0.1)), -.infinity, 3])
  }
}
