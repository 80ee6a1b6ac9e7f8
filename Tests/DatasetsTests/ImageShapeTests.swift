import Datasets
import Foundation
import Testing

@Suite struct ImageShapeTests {
  let shape = ImageShape(channels: 3, height: 32, width: 16)

  @Test func countAndDescription() {
    #expect(shape.count == 1536)
    #expect("\(shape)" == "3×32×16")
  }

  @Test func codes() throws {
    let data = try JSONEncoder().encode(shape)
    #expect(try JSONDecoder().decode(ImageShape.self, from: data) == shape)
  }
}
