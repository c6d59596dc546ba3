/// The name of an operation in JSON: a contract, spelled out once, never changed.
public struct OperationName: Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: String

    public init(_ rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { rawValue }
}

/// One step on pixels, as a value.
///
/// An operation says what is to be done; engines know how. Its JSON form is an object with its name as the only key:
/// `{"resize": {"width": 640}}`.
public protocol ImageOperation: Codable, Hashable, Sendable {
    static var name: OperationName { get }

    /// The size that comes out for an image of this size, in pixels of one frame; the largest possible where that
    /// depends on the pixels themselves.
    func outputSize(for size: PixelSize) -> PixelSize

    /// How small an image may have been decoded, instead of `size`, without a visible loss in what this operation
    /// gives. Nil: it needs every source pixel.
    func sufficientInput(for size: PixelSize) -> PixelSize?

    /// - Throws: ``RenderError`` with code ``RenderError/Code/invalidOperation`` when a parameter is out of its range,
    ///   or the operation can't be applied to an image of this size.
    func validate(for size: PixelSize) throws
}

extension ImageOperation where Self: Parameterized {
    /// Checks that every parameter is in its range.
    public func validate(for size: PixelSize) throws {
        try validateParameters()
    }

    /// - Throws: ``RenderError`` with code ``RenderError/Code/invalidOperation``.
    public func validateParameters() throws {
        if let parameterProblem {
            throw RenderError(.invalidOperation, "\(Self.name): \(parameterProblem).")
        }
    }
}

/// An operation that is a list of other operations, and so runs on every engine that has those.
public protocol CompositeOperation: ImageOperation {
    var operations: [any ImageOperation] { get }
}

extension CompositeOperation {
    public func outputSize(for size: PixelSize) -> PixelSize {
        operations.reduce(size) { $1.outputSize(for: $0) }
    }

    public func sufficientInput(for size: PixelSize) -> PixelSize? {
        operations.sufficientInput(for: size)
    }
}

/// An operation whose meaning depends on the size of the image. The plan replaces it by operations in whole pixels, so
/// that engines need only those.
public protocol GeometricOperation: ImageOperation {
    /// What to do with an image of this size.
    ///
    /// - Throws: ``RenderError`` with code ``RenderError/Code/invalidOperation``.
    func resolved(for size: PixelSize) throws -> [any ImageOperation]
}

/// An operation that treats every pixel alike, wherever it is and however large the image: what comes after it decides
/// how small the image may be decoded.
public protocol ScaleFreeOperation: ImageOperation {}

extension ScaleFreeOperation {
    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

/// An operation whose result has a size that only the pixels tell.
public protocol ContentSizedOperation: ImageOperation {}

/// An operation that lays other images over this one.
public protocol OverlayOperation: ImageOperation {
    /// The keys of those images in the store of overlays.
    var overlays: [ObjectKey] { get }
}

extension Sequence where Element == any ImageOperation {
    /// How small an image may have been decoded, instead of `size`, for all of these operations in turn; nil when they
    /// need every source pixel.
    func sufficientInput(for size: PixelSize) -> PixelSize? {
        for operation in self {
            // A turn exchanges the sides, which this walk does not follow.
            if operation is any ScaleFreeOperation, !(operation is Orient) { continue }
            return operation.sufficientInput(for: size)
        }
        return nil
    }
}
