import Datasets
import Testing

@Suite struct DataErrorTests {
  static let sum = Checksum(of: [])
  static let lines: [(DataError, String)] = [
    (.unreadable(file: "/f", reason: "permission denied"), "/f: cannot be read: permission denied"),
    (.unwritable(file: "/f", reason: "no space left"), "/f: cannot be written: no space left"),
    (.truncated(file: "/f", expected: "4 bytes", found: "3"), "/f: too short: expected 4 bytes, found 3"),
    (
      .corrupt(file: "/f", reason: "incorrect data check"),
      "/f: corrupt: expected sound packed data, found: incorrect data check"
    ),
    (.malformed(file: "/f", expected: "a", found: "b"), "/f: expected a, found b"),
    (.malformed(file: "/\n", expected: "a", found: "\r\n"), "/\\n: expected a, found \\r\\n"),
    (
      .countMismatch(file: "/f", images: 2, labels: 3),
      "/f: expected one label an image, found 3 labels for 2 images"
    ),
    (
      .labelOutOfRange(file: "/f", item: 7, label: 10, classes: 10),
      "/f: expected labels from 0 to 9, found 10 at item 7"
    ),
    (
      .wrongChecksum(file: "/f", expected: sum, found: sum),
      "/f: expected SHA-256 \(sum.hex), found \(sum.hex)"
    ),
    (
      .download(file: "f", reasons: ["a: HTTP 404", "b: silent"]),
      "f: cannot be fetched: a: HTTP 404; b: silent"
    ),
    (
      .missing(set: .mnist, places: ["/a", "/b"]),
      "no MNIST data: looked at /a, /b; get it with: kindling data fetch mnist"
    ),
    (
      .notThere(set: .cifar10, directory: "/d"),
      "/d (--data): expected CIFAR-10, as cifar-10-binary.tar.gz, or cifar10-train-images-idx4-ubyte, "
        + "cifar10-train-labels-idx1-ubyte, cifar10-t10k-images-idx4-ubyte, cifar10-t10k-labels-idx1-ubyte "
        + "(plain or .gz), in it or in its folder cifar-10 or cifar10 or cifar-10-batches-bin; found none of them; "
        + "get it with: kindling data fetch cifar-10"
    ),
  ]

  @Test(arguments: lines.indices) func saysItInOneLine(index: Int) {
    let (error, line) = Self.lines[index]
    #expect(error.description == line)
    #expect("\(error)" == line)
    #expect(!line.contains("\n"))
  }
}
