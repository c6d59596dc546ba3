import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct ParameterTests {
    /// One parameter of any type, without its type.
    private struct Description {
        var name: String
        var summary: String
        var unit: String?
        var accepted: String
        var isRequired: Bool
        var defaultText: String?

        var line: String {
            let value = isRequired ? " required" : " = \(defaultText ?? "unset")"
            return "    \(name)\(value) (\(accepted))\(unit.map { " [\($0)]" } ?? "")"
        }
    }

    private static func describe<Value: Parameterized>(_ type: Value.Type) -> [Description] {
        Value.parameters.map {
            Description(
                name: $0.name, summary: $0.summary, unit: $0.unit, accepted: $0.accepted, isRequired: $0.isRequired,
                defaultText: $0.defaultText)
        }
    }

    private static let operations: [(name: String, parameters: [Description])] =
        OperationRegistry.standard.names.map { name in
            let type = OperationRegistry.standard[name] as? any Parameterized.Type
            return (name.rawValue, type.map { describe($0) } ?? [])
        }

    private static let encodings: [(name: String, parameters: [Description])] = [
        ("jpeg", describe(JPEGEncoding.self)), ("png", describe(PNGEncoding.self)),
        ("webp", describe(WebPEncoding.self)),
        ("avif", describe(HEIFEncoding.self)), ("heic", describe(HEIFEncoding.self)),
        ("tiff", describe(TIFFEncoding.self)),
        ("gif", describe(GIFEncoding.self)), ("jpegxl", describe(JPEGXLEncoding.self)),
    ]

    @Test func everyParameterIsDescribed() {
        for (name, parameters) in Self.operations + Self.encodings + [("layer", Self.describe(Layer.self))] {
            #expect(Set(parameters.map(\.name)).count == parameters.count, "\(name) has a parameter twice")
            for parameter in parameters {
                #expect(parameter.summary.count > 5 && parameter.summary.hasSuffix("."), "\(name).\(parameter.name)")
                #expect(!parameter.accepted.isEmpty, "\(name).\(parameter.name)")
                #expect(!parameter.isRequired || parameter.defaultText == nil, "\(name).\(parameter.name)")
            }
        }
    }

    @Test func namesRangesAndDefaultsAreContracts() throws {
        func text(_ things: [(name: String, parameters: [Description])]) -> [String] {
            things.flatMap { ["  \($0.name)"] + $0.parameters.map(\.line) }
        }
        let lines =
            ["operations"] + text(Self.operations) + ["encodings"] + text(Self.encodings)
            + ["layer"] + text([("layer", Self.describe(Layer.self))])
        try Golden.expect(lines.joined(separator: "\n"), in: "parameters.txt")
    }

    /// The bounds of a numeric parameter, from its description.
    private func bounds(_ parameter: Description) -> (low: Double, high: Double)? {
        let words = parameter.accepted.split(separator: " ")
        guard words.count == 3, words[1] == "to", let low = Double(words[0]), let high = Double(words[2]) else {
            return nil
        }
        return (low, high)
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }

    @Test func everyRangeIsEnforcedAndExact() throws {
        var count = 0
        for (name, parameters) in Self.operations {
            for parameter in parameters {
                guard let (low, high) = bounds(parameter) else { continue }
                count += 1
                var members = OperationSamples.required[name] ?? [:]
                func decode(_ value: Double) throws {
                    members[parameter.name] = number(value)
                    let body = members.map { "\"\($0)\":\($1)" }.joined(separator: ",")
                    _ = try JSONDecoder().decode(Pipeline.self, from: Data("[{\"\(name)\":{\(body)}}]".utf8))
                }
                for value in [low, high] {
                    #expect(throws: Never.self, "\(name).\(parameter.name)") { try decode(value) }
                }
                for value in [low - 1, high + 1] {
                    let error = #expect(throws: DecodingError.self, "\(name).\(parameter.name) \(value)") {
                        try decode(value)
                    }
                    #expect(
                        error?.pathAndReason
                            == "[0].\(name).\(parameter.name): \(parameter.name) must be \(parameter.accepted)")
                }
            }
        }
        #expect(count >= 50)
    }

    @Test func valuesOutOfRangeAreInvalidOperations() {
        let size = PixelSize(width: 100, height: 100)
        for (operation, parameter) in OperationSamples.invalid {
            let error = #expect(throws: RenderError.self, "\(operation)") { try operation.validate(for: size) }
            #expect(error?.code == .invalidOperation)
            #expect(error?.message.contains(parameter) == true, "\(error?.message ?? "") names \(parameter)")
        }
        for (operation, _) in OperationSamples.all where !(operation is Extend) {
            #expect(throws: Never.self, "\(operation)") { try operation.validate(for: size) }
        }
    }

    @Test func rectanglesMustLieWithin() {
        let size = PixelSize(width: 10, height: 5)
        for crop in [
            Crop.crop(width: 11, height: 1), .crop(x: 9, width: 2, height: 1), .crop(y: 5, width: 1, height: 1),
        ] {
            #expect(throws: RenderError.self) { try crop.validate(for: size) }
        }
        #expect(throws: Never.self) { try Crop.crop(width: 10, height: 5).validate(for: size) }
        #expect(throws: RenderError.self) {
            try Extend(to: PixelSize(width: 12, height: 6), x: 3, y: 0).validate(for: size)
        }
    }
}
