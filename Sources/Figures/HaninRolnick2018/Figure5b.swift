/// Figure 5(b), ours: when convolutional residual networks start to learn colour images, modules × residual scale.
enum Figure5b {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    FigureReport("fig5b", measured, claims: Figure2b.claims(measured.groups))
  }
}
