import Foundation
import Renditions
import RenditionsVips

/// Says that the job has begun and, if asked, never ends on its own.
struct Begin: VipsOperation, ScaleFreeOperation, Parameterized {
    static let name: OperationName = "begin"
    var beginning = ""
    var isEndless = false
    static let parameters: [Parameter<Begin>] = [
        Parameter("beginning", \.beginning, characters: 0...100, "Which one."),
        Parameter("isEndless", \.isEndless, "Whether it never ends."),
    ]
    init() {}
    init(_ beginning: String, isEndless: Bool = false) { (self.beginning, self.isEndless) = (beginning, isEndless) }

    var readsRowsInOrder: Bool { true }

    func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        Beginning[beginning].come()
        while isEndless {
            try context.check()
            Thread.sleep(forTimeInterval: 0.001)
        }
        return image
    }
}
