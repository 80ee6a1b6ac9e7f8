import Figures
import Foundation

/// How different two colours look: CIEDE2000 (Sharma, Wu and Dalal 2005), also as readers without one sort of cones see them
/// (Machado, Oliveira and Fernandes 2009, at full severity), and in grey.
enum ColorDifference {
  /// How a colour is seen.
  enum Sight: String, CaseIterable {
    case usual, protanope, deuteranope, grey
  }

  /// ΔE of two colours by a sight; below 1 nobody sees it.
  static func between(_ one: Color, _ other: Color, _ sight: Sight) -> Double {
    between(lab(one, sight), lab(other, sight))
  }

  private static func lab(_ color: Color, _ sight: Sight) -> [Double] {
    let linear = color.parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    let seen: [Double] =
      switch sight {
      case .usual: linear
      case .protanope:
        apply(
          [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
          ], linear)
      case .deuteranope:
        apply(
          [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
          ], linear)
      case .grey: Array(repeating: color.luminance, count: 3)
      }
    return lab(seen.map { min(max($0, 0), 1) })
  }

  private static func apply(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private static func lab(_ linear: [Double]) -> [Double] {
    let xyz = apply(
      [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
      ], linear)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white -> Double in
      let share = value / white
      return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  /// ΔE of two colours of CIELAB.
  static func between(_ one: [Double], _ other: [Double]) -> Double {
    let meanChroma = (hypot(one[1], one[2]) + hypot(other[1], other[2])) / 2
    let g = 0.5 * (1 - (pow(meanChroma, 7) / (pow(meanChroma, 7) + pow(25, 7))).squareRoot())
    let (a1, a2) = (one[1] * (1 + g), other[1] * (1 + g))
    let (c1, c2) = (hypot(a1, one[2]), hypot(a2, other[2]))
    func hue(_ a: Double, _ b: Double) -> Double {
      let degrees = atan2(b, a) * 180 / .pi
      return degrees < 0 ? degrees + 360 : degrees
    }
    let (h1, h2) = (hue(a1, one[2]), hue(a2, other[2]))
    let isGrey = c1 * c2 == 0
    var turn = isGrey ? 0 : h2 - h1
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    var h = h1 + h2
    if !isGrey { h = abs(h1 - h2) <= 180 ? h / 2 : (h < 360 ? h + 360 : h - 360) / 2 }
    let (l, c) = ((one[0] + other[0]) / 2, (c1 + c2) / 2)
    func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
    let t =
      1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) - 0.2 * cosine(4 * h - 63)
    let square = (l - 50) * (l - 50)
    let lightness = (other[0] - one[0]) / (1 + 0.015 * square / (20 + square).squareRoot())
    let chroma = (c2 - c1) / (1 + 0.045 * c)
    let way = 2 * (c1 * c2).squareRoot() * sin(turn / 2 * .pi / 180) / (1 + 0.015 * c * t)
    let bend = exp(-(h - 275) * (h - 275) / 625)
    let turning = -sin(60 * bend * .pi / 180) * 2 * (pow(c, 7) / (pow(c, 7) + pow(25, 7))).squareRoot()
    return (lightness * lightness + chroma * chroma + way * way + turning * chroma * way).squareRoot()
  }
}
