internal import Foundation
internal import NIOCore
internal import Renditions
internal import RenditionsTesting

/// What is uploaded: pictures, each made once, and files that are to be refused or to fail.
package struct Gallery: Sendable {
    private let pictures: [[UInt8]]
    private let damaged: [[UInt8]]

    /// - Parameters:
    ///   - seed: what the pictures follow from.
    ///   - hostile: a folder of files to upload as well. Where there is none, damaged ones are made.
    package init(seed: UInt64, hostile: String? = nil) {
        pictures = [120, 320, 480].enumerated().map { index, width in
            let size = PixelSize(width: width, height: width * 3 / 4)
            let photo = TestImage.smoothPhoto(size, seed: seed &+ UInt64(index))
            return index == 0 ? PNGWriter.encode(photo, as: .rgb) : JPEGWriter.encode(photo, as: .halfChroma)
        }
        let files = hostile.map(Self.files) ?? []
        damaged = files.isEmpty ? Self.damaged(pictures, seed: seed) : files
    }

    /// What is chosen by a number, the same for the same one.
    func picture(_ choice: UInt64) -> Content.Kind { .picture(Int(choice % UInt64(pictures.count))) }
    func hostile(_ choice: UInt64) -> Content.Kind { .hostile(Int(choice % UInt64(damaged.count))) }

    /// The bytes of an upload. Each has some at its end that make it another than all others.
    func bytes(of content: Content) -> ByteBuffer {
        var buffer =
            switch content.kind {
            case .picture(let number): ByteBuffer(bytes: pictures[number])
            case .hostile(let number): ByteBuffer(bytes: damaged[number])
            }
        buffer.writeString(String(content.serial, radix: 36))
        return buffer
    }

    /// No link is followed out of the folder, and nothing is taken that is larger than an upload may be.
    private static func files(of folder: String) -> [[UInt8]] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: folder + "/" + name), data.count < 16 << 20 else {
                return nil
            }
            return Array(data)
        }
    }

    /// Halves, changed bytes behind a good beginning, and no pictures at all.
    private static func damaged(_ pictures: [[UInt8]], seed: UInt64) -> [[UInt8]] {
        var files = pictures.map { Array($0.prefix($0.count / 2)) }
        var random = SeededRandom(seed: seed)
        for picture in pictures {
            var file = picture
            for _ in 0..<40 {
                file[64 + Int(random.next() % UInt64(file.count - 64))] ^= UInt8(random.next() % 255) + 1
            }
            files.append(file)
        }
        files.append(Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".utf8))
        files.append(SeededRandom.bytes(4096, seed: seed))
        return files
    }
}
