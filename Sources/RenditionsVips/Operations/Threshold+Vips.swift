public import Renditions

extension Threshold: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        try Greyscale().apply(to: image, in: context).onColors { grey in
            try VipsCall("relational_const").image("in", grey).word("relational", "moreeq").doubles(
                "c", [Double(level)]
            )
            .run()
        }
    }
}
