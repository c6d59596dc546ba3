public import Renditions

extension Orient: VipsOperation {
    public var readsRowsInOrder: Bool { orientation == .up || orientation == .upMirrored }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        func mirrored(_ image: VipsImage, _ direction: String) throws -> VipsImage {
            try VipsCall("flip").image("in", image).word("direction", direction).run()
        }
        func turned(_ image: VipsImage, _ angle: String) throws -> VipsImage {
            try VipsCall("rot").image("in", image).word("angle", angle).run()
        }
        switch orientation {
        case .up: return image
        case .upMirrored: return try mirrored(image, "horizontal")
        case .down: return try turned(image, "d180")
        case .downMirrored: return try mirrored(image, "vertical")
        case .leftMirrored: return try mirrored(try turned(image, "d90"), "horizontal")
        case .right: return try turned(image, "d90")
        case .rightMirrored: return try mirrored(try turned(image, "d270"), "horizontal")
        case .left: return try turned(image, "d270")
        }
    }
}
