internal import Renditions

/// What the doctor found.
struct DoctorReport: Encodable {
    /// What became of one dangerous file.
    struct Probe: Encodable {
        var name: String
        var isSafe: Bool
        /// What happened.
        var finding: String
    }

    struct Format: Encodable {
        var name: String
        /// `yes`, `no`, or `off` where it is not allowed.
        var reads: String
        /// `yes` or `no`.
        var writes: String
    }

    var version: String
    var libvips: String
    /// Part of every fingerprint.
    var outputVersion: String
    var processors: Int
    /// Bytes of the machine's memory.
    var memory: Int
    var allocator: String
    var formats: [Format]
    /// Whether text can be drawn.
    var drawsText: Bool
    var limits: ImageLimits
    var probes: [Probe]

    var lines: [String] {
        var formats = TextTable(["format", "reads", "writes"])
        for format in self.formats { formats.append([format.name, format.reads, format.writes]) }
        var probes = TextTable(["probe", "verdict", "finding"])
        for probe in self.probes { probes.append([probe.name, probe.isSafe ? "ok" : "UNSAFE", probe.finding]) }
        return [
            "renditions  \(version)", "libvips     \(libvips) (running)", "output      \(outputVersion)",
            "processors  \(processors)", "memory      \(Amount.binary(memory))", "allocator   \(allocator)",
            "text        \(drawsText ? "can be drawn" : "can't be drawn: install fonts, such as fonts-dejavu-core")",
            "",
        ] + formats.lines + ["", "limits"] + limitLines + [""] + probes.lines
    }

    private var limitLines: [String] {
        [
            "  file           \(Amount.binary(limits.inputBytes))",
            "  page           \(Amount.grouped(limits.pixels)) pixels",
            "  all pages      \(Amount.grouped(limits.totalPixels)) pixels",
            "  pages          \(limits.pages)",
            "  JPEG scans     \(limits.scans)",
            "  rendition      \(Amount.grouped(limits.outputSide)) pixels a side",
            "  original       \(Amount.decimal(limits.seconds, digits: 1)) s",
            "  decoded pixels \(Amount.binary(limits.memoryBytes)) at once",
        ]
    }
}
