internal import CVips
internal import NIOCore
internal import Renditions

/// One call of an operation of libvips by its nickname: what a ``VipsOperation`` of an application's own is made of.
///
/// ```swift
/// let small = try VipsCall("resize").image("in", image).double("scale", 0.5).word("kernel", "cubic").run()
/// ```
///
/// Nicknames and the names of arguments are those of libvips' reference of functions, without `vips_`; `vips resize`
/// prints them too. Every argument is looked up in the operation's own description and its value checked against the
/// range given there before it is set.
//
// GObject would replace a value that is out of range by the default, with nothing but a line on standard error.
public struct VipsCall {
    private let nickname: String
    private var arguments: [(name: String, value: Value)] = []

    private enum Value {
        case integer(Int)
        case number(Double)
        case bool(Bool)
        case text(String)
        /// A value of an enumeration, by its nickname.
        case word(String)
        case image(VipsImage)
        case images([VipsImage])
        case bytes(UnsafeRawBufferPointer)
        case integers([Int])
        case numbers([Double])

        /// Whether an argument of this type takes the value.
        func fits(_ type: GType) -> Bool {
            switch self {
            case .integer: type == GObjectType.int || type == GObjectType.double
            case .number: type == GObjectType.double
            case .bool: type == GObjectType.bool
            case .text: type == GObjectType.string
            case .word: g_type_is_a(type, GObjectType.enumeration) != 0
            case .image: type == vips_image_get_type()
            case .images: type == vips_array_image_get_type()
            case .bytes: type == vips_blob_get_type()
            case .integers: type == vips_array_int_get_type()
            case .numbers: type == vips_array_double_get_type()
            }
        }
    }

    /// - Parameter nickname: the operation's name, such as `gaussblur`.
    public init(_ nickname: String) { self.nickname = nickname }

    private func adding(_ name: String, _ value: Value) -> VipsCall {
        var call = self
        call.arguments.append((name, value))
        return call
    }

    /// A whole number; also for arguments that are numbers.
    public func int(_ name: String, _ value: Int) -> VipsCall { adding(name, .integer(value)) }
    /// A number.
    public func double(_ name: String, _ value: Double) -> VipsCall { adding(name, .number(value)) }
    /// A switch.
    public func bool(_ name: String, _ value: Bool) -> VipsCall { adding(name, .bool(value)) }
    /// A text.
    public func text(_ name: String, _ value: String) -> VipsCall { adding(name, .text(value)) }
    /// A value of an enumeration by its nickname, such as `lanczos3`.
    public func word(_ name: String, _ value: String) -> VipsCall { adding(name, .word(value)) }
    /// An image.
    public func image(_ name: String, _ value: VipsImage) -> VipsCall { adding(name, .image(value)) }
    /// An array of images.
    public func images(_ name: String, _ value: [VipsImage]) -> VipsCall { adding(name, .images(value)) }
    /// The bytes are borrowed: they must outlive every image that comes of the call.
    func bytes(_ name: String, _ value: UnsafeRawBufferPointer) -> VipsCall { adding(name, .bytes(value)) }
    /// An array of whole numbers.
    public func ints(_ name: String, _ value: [Int]) -> VipsCall { adding(name, .integers(value)) }
    /// An array of numbers.
    public func doubles(_ name: String, _ value: [Double]) -> VipsCall { adding(name, .numbers(value)) }

    /// Whether the running library's operation takes this argument: later versions have more.
    static func accepts(_ nickname: String, _ argument: String) -> Bool {
        guard let operation = vips_operation_new(nickname) else {
            vips_error_clear()
            return false
        }
        defer { g_object_unref(operation) }
        return g_object_class_find_property(
            UnsafeMutableRawPointer(operation).assumingMemoryBound(to: GTypeInstance.self).pointee.g_class.map {
                UnsafeMutableRawPointer($0).assumingMemoryBound(to: GObjectClass.self)
            }, argument) != nil
    }

    // MARK: - Running

    /// Runs the call and gives its output image. Most images are computed later, when their pixels are asked for.
    ///
    /// - Parameter output: the name of the argument that holds the image.
    /// - Throws: `RenderError` with code `invalid-operation` when a number is out of the range that libvips accepts,
    ///   `engine-failed` when there is no such operation or argument, or the call fails.
    public func run(_ output: String = "out") throws -> VipsImage {
        try run { try $0.image(output) }
    }

    /// Runs the call and hands its outputs to `body`.
    func run<Result>(_ body: (Outputs) throws -> Result) throws -> Result {
        guard let created = vips_operation_new(nickname) else {
            throw RenderError(
                .engineFailed, "This libvips has no operation \(nickname).", cause: VipsFailure.take())
        }
        var operation: UnsafeMutablePointer<CVips.VipsOperation> = created
        defer {
            vips_object_unref_outputs(operation.asObject)
            g_object_unref(operation)
        }
        for (name, value) in arguments { try set(name, value, on: operation) }
        var built: UnsafeMutablePointer<CVips.VipsOperation>? = operation
        // On failure the reference stays ours; on success it may have been exchanged for a cached one.
        let status = vips_cache_operation_buildp(&built)
        if let built { operation = built }
        guard status == 0 else {
            throw RenderError(.engineFailed, "libvips could not do \(nickname).", cause: VipsFailure.take())
        }
        return try body(Outputs(operation: operation, nickname: nickname))
    }

    private func set(_ name: String, _ value: Value, on operation: UnsafeMutablePointer<CVips.VipsOperation>) throws {
        var specification: UnsafeMutablePointer<GParamSpec>?
        var argumentClass: UnsafeMutablePointer<VipsArgumentClass>?
        var instance: UnsafeMutablePointer<VipsArgumentInstance>?
        guard
            vips_object_get_argument(operation.asObject, name, &specification, &argumentClass, &instance) == 0,
            let specification
        else {
            throw RenderError(.engineFailed, "\(nickname) has no argument \(name).", cause: VipsFailure.take())
        }
        let type = specification.pointee.value_type
        // Without this a value of another type would be dropped by glib with nothing but a warning, or worse.
        guard value.fits(type) else {
            throw RenderError(.engineFailed, "\(nickname).\(name) takes a value of another type.")
        }
        var boxed = GValue()
        g_value_init(&boxed, type)
        defer { g_value_unset(&boxed) }
        switch value {
        case .integer(let integer):
            switch type {
            case GObjectType.double: g_value_set_double(&boxed, Double(integer))
            default: g_value_set_int(&boxed, try int32(integer, name))
            }
        case .number(let number): g_value_set_double(&boxed, number)
        case .bool(let bool): g_value_set_boolean(&boxed, bool ? 1 : 0)
        case .text(let text): g_value_set_string(&boxed, text)
        case .word(let word):
            let enumerated = vips_enum_from_nick(nickname, type, word)
            guard enumerated >= 0 else {
                throw RenderError(
                    .engineFailed, "\(nickname).\(name) has no value \(word).", cause: VipsFailure.take())
            }
            g_value_set_enum(&boxed, enumerated)
        case .image(let image): g_value_set_object(&boxed, image.pointer)
        case .images(let images): setImages(images, &boxed)
        case .bytes(let bytes): vips_value_set_blob(&boxed, nil, bytes.baseAddress, bytes.count)
        case .integers(let integers):
            vips_value_set_array_int(&boxed, try integers.map { try int32($0, name) }, Int32(integers.count))
        case .numbers(let numbers): vips_value_set_array_double(&boxed, numbers, Int32(numbers.count))
        }
        // True when the value had to be changed to be valid.
        guard g_param_value_validate(specification, &boxed) == 0 else { throw outOfRange(name) }
        g_object_set_property(operation.asGObject, name, &boxed)
    }

    private func int32(_ value: Int, _ name: String) throws -> Int32 {
        guard let exact = Int32(exactly: value) else { throw outOfRange(name) }
        return exact
    }

    private func outOfRange(_ name: String) -> RenderError {
        RenderError(.invalidOperation, "\(nickname).\(name) is out of the range that libvips accepts.")
    }

    private func setImages(_ images: [VipsImage], _ boxed: inout GValue) {
        vips_value_set_array_image(&boxed, Int32(images.count))
        var count: Int32 = 0
        guard let slots = vips_value_get_array_image(&boxed, &count) else { return }
        for (index, image) in images.enumerated() {
            g_object_ref(image.pointer)
            slots[index] = image.pointer
        }
    }

    /// What a call gave.
    struct Outputs {
        fileprivate let operation: UnsafeMutablePointer<CVips.VipsOperation>
        fileprivate let nickname: String

        func image(_ name: String = "out") throws -> VipsImage {
            var boxed = GValue()
            g_value_init(&boxed, vips_image_get_type())
            defer { g_value_unset(&boxed) }
            g_object_get_property(operation.asGObject, name, &boxed)
            guard let object = g_value_dup_object(&boxed) else {
                throw RenderError(.engineFailed, "\(nickname) gave no image.")
            }
            return VipsImage(taking: object.assumingMemoryBound(to: CVips.VipsImage.self))
        }

        /// The bytes that a saver wrote.
        func buffer(_ name: String = "buffer") throws -> ByteBuffer {
            var boxed = GValue()
            g_value_init(&boxed, vips_blob_get_type())
            defer { g_value_unset(&boxed) }
            g_object_get_property(operation.asGObject, name, &boxed)
            var count = 0
            guard let data = vips_value_get_blob(&boxed, &count) else {
                throw RenderError(.engineFailed, "\(nickname) gave no bytes.")
            }
            return ByteBuffer(bytes: UnsafeRawBufferPointer(start: data, count: count))
        }

        func int(_ name: String) -> Int {
            var boxed = GValue()
            g_value_init(&boxed, GObjectType.int)
            defer { g_value_unset(&boxed) }
            g_object_get_property(operation.asGObject, name, &boxed)
            return Int(g_value_get_int(&boxed))
        }

        func doubles(_ name: String) -> [Double] {
            var boxed = GValue()
            g_value_init(&boxed, vips_array_double_get_type())
            defer { g_value_unset(&boxed) }
            g_object_get_property(operation.asGObject, name, &boxed)
            var count: Int32 = 0
            guard let values = vips_value_get_array_double(&boxed, &count) else { return [] }
            return (0..<Int(count)).map { values[$0] }
        }

        func double(_ name: String) -> Double {
            var boxed = GValue()
            g_value_init(&boxed, GObjectType.double)
            defer { g_value_unset(&boxed) }
            g_object_get_property(operation.asGObject, name, &boxed)
            return g_value_get_double(&boxed)
        }
    }
}

/// Type numbers that glib defines by macros (gtype.h: the fundamental number, shifted by two).
private enum GObjectType {
    static let bool = GType(5 << 2)
    static let int = GType(6 << 2)
    static let enumeration = GType(12 << 2)
    static let double = GType(15 << 2)
    static let string = GType(16 << 2)
}

extension UnsafeMutablePointer<CVips.VipsOperation> {
    fileprivate var asObject: UnsafeMutablePointer<VipsObject> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: VipsObject.self)
    }

    fileprivate var asGObject: UnsafeMutablePointer<GObject> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: GObject.self)
    }
}
