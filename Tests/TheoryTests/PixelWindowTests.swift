import Testing
import Theory

@Suite struct PixelWindowTests {
  private let grid = PixelGrid(height: 3, width: 3)

  @Test func zerosLieBeyondTheBorder() {
    let window = PixelWindow(kernel: 3, stride: 1, border: .zero)
    #expect(window.grid(after: grid) == grid)
    let places = window.places(over: grid)
    #expect(places[0] == [nil, nil, nil, nil, 0, 1, nil, 3, 4])
    #expect(places[4] == [0, 1, 2, 3, 4, 5, 6, 7, 8])
    #expect(places[5] == [1, 2, nil, 4, 5, nil, 7, 8, nil])
    // Rows of a side see 2, 3 and 2 of 3.
    #expect(abs(window.share(within: grid) - 49.0 / 81) < 1e-15)
  }

  @Test func theImageOnceMoreLiesBeyondTheBorder() {
    let window = PixelWindow(kernel: 3, stride: 1, border: .circular)
    #expect(window.places(over: grid)[0] == [8, 6, 7, 2, 0, 1, 5, 3, 4])
    #expect(window.share(within: grid) == 1)
  }

  @Test func windowsMayLieWithinTheImage() {
    let window = PixelWindow(kernel: 2, stride: 1, border: .valid)
    #expect(window.grid(after: grid) == PixelGrid(height: 2, width: 2))
    #expect(window.places(over: grid) == [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]])
    #expect(window.share(within: grid) == 1)
  }

  @Test func stridesAndDistances() {
    let wide = PixelGrid(height: 1, width: 5)
    let strided = PixelWindow(kernel: 3, stride: 2, border: .zero)
    #expect(strided.grid(after: wide) == PixelGrid(height: 1, width: 3))
    #expect(strided.places(over: wide)[1] == [nil, nil, nil, 1, 2, 3, nil, nil, nil])
    #expect(strided.places(over: wide)[2][5] == nil)
    // Two pixels apart: 0, 2 and 4 of a row of five, none beside the row.
    let dilated = PixelWindow(kernel: 3, stride: 1, dilation: 2, border: .zero)
    #expect(dilated.places(over: wide)[2] == [nil, nil, nil, 0, 2, 4, nil, nil, nil])
    let valid = PixelWindow(kernel: 2, stride: 1, dilation: 2, border: .valid)
    #expect(valid.grid(after: grid) == PixelGrid(height: 1, width: 1))
    #expect(valid.places(over: grid) == [[0, 2, 6, 8]])
    // An even filter begins at the output's own place.
    let even = PixelWindow(kernel: 2, stride: 1, border: .zero)
    #expect(even.places(over: grid)[8] == [8, nil, nil, nil])
  }
}
