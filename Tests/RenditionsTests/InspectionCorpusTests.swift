import NIOCore
import Renditions
import Testing

@Suite struct InspectionCorpusTests {
    @Test func dump() {
        for entry in InspectionCorpus.entries {
            guard let bytes = InspectionCorpus.bytes(entry.file) else { print("MISSING", entry.file); continue }
            let clock = ContinuousClock()
            var out = ""
            let t = clock.measure {
                do throws(RenderError) {
                    let i = try ImageInspector.inspect(bytes, allowed: Set(ImageFormat.allCases))
                    let n = i.info
                    out = "\(n.format) \(n.size) o\(n.orientation.rawValue) n\(n.pages) b\(n.bands) d\(n.bitDepth) a\(n.hasAlpha) \(n.colorSpace) p=\(n.profileName ?? "-") \(n.subsampling ?? "-") prog\(n.isProgressive) delays\(n.delays?.count ?? -1) loop\(n.loopCount ?? -1) \(n.captureDate ?? "-") \(n.cameraMake ?? "-") \(n.cameraModel ?? "-") loc\(n.hasLocation) scans\(i.scans) exif\(i.exif?.count ?? -1) icc\(i.iccProfile?.count ?? -1)/\(i.hasProfile) xmp\(i.xmp?.count ?? -1) srgb\(i.iccProfile.flatMap { ICCProfile($0) }.map { "\($0.isSRGB)\($0.isDisplayP3)\($0.isAdobeRGB)" } ?? "-") cp\(i.codePoints.map { "\($0)" } ?? "-")"
                } catch {
                    out = "\(error)"
                }
            }
            print("DUMP|\(entry.file)|\(entry.expected)|\(out)|\(t)")
        }
    }
}
