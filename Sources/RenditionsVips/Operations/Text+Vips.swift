public import Renditions

extension Text: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let hadAlpha = image.hasAlpha
        let ground = try image.inColor().withAlpha()
        // At 72 dots an inch a point is a pixel. The text is escaped: Pango would read markup in it, with its
        // attributes for fonts and sizes.
        let mask = try context.evaluating(isDecoding: false) {
            try VipsCall("text").text("text", Self.escaped(text)).text("font", "\(font) \(size)").int("dpi", 72)
                .int("width", width ?? image.width).run()
        }
        let origin = origin(of: mask.size, on: image.size)
        var result = ground
        if shadow {
            let softness = max(1, size / 16)
            let spread = Int((softness * 3).rounded(.up))
            let padded = try VipsCall("embed").image("in", mask).int("x", spread).int("y", spread)
                .int("width", mask.width + 2 * spread).int("height", mask.height + 2 * spread).run()
            let soft = try VipsCall("gaussblur").image("in", padded).double("sigma", softness).run()
            let drop = Int((size / 24).rounded(.up))
            result = try soft.painted(.black, opacity: opacity * 0.75)
                .laid(over: result, x: origin.x - spread + drop, y: origin.y - spread + drop)
        }
        result = try mask.painted(color, opacity: opacity * Double(color.alpha) / 255)
            .laid(over: result, x: origin.x, y: origin.y)
        return hadAlpha ? result : try result.bands(from: 0, count: 3)
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
    }
}

extension VipsImage {
    /// This one-band image as the opacity of a colour.
    fileprivate func painted(_ color: Color, opacity: Double) throws -> VipsImage {
        let alpha = try linear([opacity], [0]).cast8Bit()
        let plane = try alpha.linear(
            [0, 0, 0], [Double(color.red), Double(color.green), Double(color.blue)]
        ).cast8Bit().labelled("srgb")
        return try plane.joined(with: alpha)
    }

    fileprivate func laid(over ground: VipsImage, x: Int, y: Int) throws -> VipsImage {
        try VipsCall("composite2").image("base", ground).image("overlay", self).word("mode", "over")
            .int("x", x).int("y", y).run().cast8Bit()
    }
}
