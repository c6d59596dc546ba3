import Foundation
import NIOCore
import Renditions
import RenditionsVips
import Testing

@Suite struct SmokeTests {
    @Test func pictures() async throws {
        let engine = try VipsEngine()
        let data = try Data(contentsOf: URL(filePath: "/work/shared/corpus/good/bimg__northern_cardinal_bird.jpg"))
        let logo = try Data(contentsOf: URL(filePath: "/work/shared/corpus/good/sharp__blackbug.png"))
        let operations: [(String, Pipeline)] = [
            ("resize", []), ("cover", [.resize(width: 200, height: 200)]), ("attention", [.resize(width: 120, height: 200, position: .attention)]),
            ("entropy", [.resize(width: 120, height: 200, position: .entropy)]), ("contain", [.resize(width: 200, height: 200, fit: .contain, background: Color(red: 200, green: 0, blue: 0))]),
            ("pad-blur", [.pad(40, fill: .blurred)]), ("pad-mirror", [.pad(40, fill: .mirror)]), ("pad-edge", [.pad(40, fill: .edge)]),
            ("rotate", [.rotate(20, background: .black)]), ("flip", [.flip]), ("flop", [.flop]), ("blur", [.blur(sigma: 5)]), ("sharpen", [.sharpen(sigma: 2)]), ("median", [.median(size: 9)]),
            ("normalize", [.normalize()]), ("clahe", [.clahe()]), ("adjust", [.adjust(brightness: 1.2, saturation: 1.5)]), ("hue", [.adjust(hue: 90)]), ("contrast", [.adjust(contrast: 1.5)]), ("gamma", [.gamma(2.2)]),
            ("greyscale", [.greyscale]), ("tint", [.tint(Color(red: 112, green: 66, blue: 20))]), ("negate", [.negate]), ("threshold", [.threshold()]), ("round", [.roundCorners(radius: 60)]),
            ("watermark", [.watermark("logo", opacity: 0.8, scale: 0.3)]), ("tile", [.watermark("logo", opacity: 0.3, scale: 0.2, tile: true)]),
            ("multiply", [.watermark("logo", gravity: .center, opacity: 1, scale: 0.5, blend: .multiply)]),
            ("text", [.text("© Renditions <2026>", size: 30, shadow: true)]), ("text2", [.text("A long text that wraps", font: "serif italic", size: 40, color: Color(red: 255, green: 220, blue: 0), width: 200, gravity: .northwest)]),
        ]
        let renditions = operations.map { Rendition($0.0, Pipeline([.resize(width: 320) as any ImageOperation] + $0.1.operations), as: .png()) }
        let images = try await engine.render(renditions, from: ImageSource(ByteBuffer(bytes: data), overlays: ["logo": ByteBuffer(bytes: logo)]))
        for (i, image) in images.enumerated() {
            try Data(image.bytes.readableBytesView).write(to: URL(filePath: "/tmp/ops/\(10 + i)-\(image.name).png"))
        }
    }
}
