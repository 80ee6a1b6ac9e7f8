/// Figure 5(a), ours: when convolutional networks start to learn colour images, depth × initialisation.
enum Figure5a {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    FigureReport("fig5a", measured, claims: Figure1b.claims(measured.groups))
  }
}
