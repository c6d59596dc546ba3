import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import PhotoWall
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

@Suite struct PhotoWallTests {
    @Test func photographsHangOnTheWall() async throws {
        let folder = NSTemporaryDirectory() + "photo-wall-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let wall = try PhotoWall(folder: folder)
        let photograph = PNGWriter.encode(TestImage.gradient(PixelSize(width: 640, height: 480)))
        // Somebody has to carry the workflows out, so that an upload can be waited for.
        let work = Task { try await wall.work.run() }
        defer { work.cancel() }
        try await wall.application(port: 0).test(.live) { client in
            let prefer: HTTPFields = [HTTPField.Name("Prefer")!: "wait=30"]
            let sent = try await client.execute(
                uri: "/media/images", method: .post, headers: prefer, body: ByteBuffer(bytes: photograph))
            #expect(sent.status == .ok)
            let page = try await client.execute(uri: "/", method: .get)
            let text = String(buffer: page.body)
            let blue = try #require(text.firstMatch(of: #/src="(/media/images/[^"]+)"/#))
            let rendition = try await client.execute(uri: String(blue.1), method: .get)
            #expect(rendition.status == .ok)
            // What is not under /media is the application's.
            #expect(try await client.execute(uri: "/images", method: .get).status == .notFound)
        }
    }

    @Test func nobodyTakesOneDown() async throws {
        let folder = NSTemporaryDirectory() + "photo-wall-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let wall = try PhotoWall(folder: folder)
        try await wall.application(port: 0).test(.live) { client in
            let reply = try await client.execute(uri: "/media/images/x", method: .delete)
            #expect(reply.status == .forbidden)
        }
    }

    @Test func blackBecomesBlueAndWhiteStaysWhite() async throws {
        let engine = try VipsEngine()
        for (color, printed) in [(Color.black, Color(red: 0, green: 49, blue: 83)), (.white, .white)] {
            let raster = Raster(size: PixelSize(width: 8, height: 4), fill: color)
            let file = try await engine.encode(raster, as: .png())
            let images = try await engine.render(
                [Rendition("blue", [.cyanotype], as: .raw)], from: ImageSource(file))
            let image = try #require(images.first)
            #expect(Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))[3, 2] == printed)
        }
    }
}
