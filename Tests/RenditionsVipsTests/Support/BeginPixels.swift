import CPixelProbe
import Renditions
import RenditionsVips

/// Says that pixels have been computed, as soon as the first have.
struct BeginPixels: VipsOperation, ScaleFreeOperation, Parameterized {
    static let name: OperationName = "begin-pixels"
    var number = 0
    static let parameters: [Parameter<BeginPixels>] = [
        Parameter("number", \.number, in: 0...1000, "Which one.")
    ]
    init() {}
    init(_ number: Int) { self.number = number }

    static subscript(number: Int) -> Beginning { Beginning["pixels \(number)"] }

    var readsRowsInOrder: Bool { true }

    func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        pixel_probe_register { BeginPixels[Int($0)].come() }
        return try VipsCall("pixel_probe").image("in", image).int("number", number).run()
    }
}
