internal import ArgumentParser

/// Bytes as they are given on a command line: a number, or one with K, M or G for powers of 1,024.
package struct ByteCount: ExpressibleByArgument, CustomStringConvertible {
    package var bytes: Int

    package init(_ bytes: Int) { self.bytes = bytes }

    package init?(argument: String) {
        var digits = argument[...]
        var shift = 0
        for (suffixes, bits) in [(["KiB", "K", "k"], 10), (["MiB", "M"], 20), (["GiB", "G"], 30)] {
            for suffix in suffixes where shift == 0 && digits.hasSuffix(suffix) {
                digits.removeLast(suffix.count)
                shift = bits
            }
        }
        guard let number = Int(digits), number > 0 else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
        guard !overflow else { return nil }
        self.bytes = bytes
    }

    package var description: String { Amount.binary(bytes).filter { $0 != " " } }
    package var defaultValueDescription: String { description }
}
