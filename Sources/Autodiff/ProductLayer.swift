/// The extents of a layer's matrix products: y [rows, outputs] = x [rows, inputs] wᵀ, some times over.
package struct ProductLayer: Hashable, Sendable {
  /// The examples of a batch, or the pixels of an image.
  package let rows: Int
  /// The numbers that one output is made of.
  package let inputs: Int
  /// The units or features.
  package let outputs: Int
  /// How often the product is taken: once a batch, or once an image.
  package let times: Int

  /// The extents of a layer's products.
  package init(rows: Int, inputs: Int, outputs: Int, times: Int = 1) {
    precondition(rows > 0 && inputs > 0 && outputs > 0 && times > 0, "a product of nothing")
    self.rows = rows
    self.inputs = inputs
    self.outputs = outputs
    self.times = times
  }

  /// Whether what another layer puts out is just what this one takes in.
  package func takesOutput(of other: ProductLayer) -> Bool {
    inputs == other.outputs && rows == other.rows && times == 1
  }

  /// The floating-point operations of one of the layer's products, a multiplication and an addition counting two.
  package var operations: Int { 2 * rows * inputs * outputs * times }
}
